"""Reads a Vietnamese report and recomputes its figures, dates and document symbols; knows no register.

`check.check_text` takes text and `check.check_file` a TXT, DOCX or PDF file; both give a `claims.Report`.
A text flows through `extracting`, `reading` and `meant` to the rooms that judge, in the order that `check` holds; `taken_back` is last.
"""
