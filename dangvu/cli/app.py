"""The verbs; every one is a function of its own in this package."""

from __future__ import annotations

import typer

from dangvu.cli import asking, checking, inviting, mandates, papers, reorganising, serving, tokens, working, writing

app = typer.Typer(
    help="Sổ Đảng vụ: sổ và công cụ làm việc của công tác xây dựng Đảng.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
ledger = typer.Typer(help="Sổ cái: kiểm tra, ghi mốc.", no_args_is_help=True)
paper = typer.Typer(help="Văn bản: nhiệm kỳ, danh sách, quyết định tặng Huy hiệu Đảng.", no_args_is_help=True)
token = typer.Typer(help="Mã truy cập của các chương trình đọc dữ liệu qua API.", no_args_is_help=True)
mandate = typer.Typer(help="Nhiệm vụ: ai giữ vai trò gì, ở đâu, trong những ngày nào.", no_args_is_help=True)
account = typer.Typer(help="Tài khoản đăng nhập.", no_args_is_help=True)

app.command("serve")(serving.serve)
app.command("worker")(working.worker)
app.command("stop")(serving.stop)
app.command("psql", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(serving.psql)
app.command("invite")(inviting.invite_person)
app.command("import")(writing.import_workbook)
app.command("undo")(writing.undo)
app.command("reorganise")(reorganising.reorganise)
app.command("erase")(writing.erase_person)
app.command("demo")(writing.load_demo)
app.command("figures")(asking.show_figures)
app.command("records")(asking.show_records)
app.command("return")(asking.make_return)
app.command("report")(asking.draft_report)
app.command("rebuild")(checking.rebuild_register)
app.command("check")(checking.check_report)
app.command("bench")(checking.run_bench)
app.command("drills")(checking.run_drills)
ledger.command("verify")(checking.verify_ledger)
ledger.command("checkpoint")(checking.keep_checkpoint)
app.add_typer(ledger, name="ledger")
paper.command("term")(papers.begin_term)
paper.command("members")(papers.list_members)
paper.command("round")(papers.list_round)
paper.command("award")(papers.award_round)
app.add_typer(paper, name="paper")
token.command("make")(tokens.make_token)
token.command("list")(tokens.list_tokens)
token.command("revoke")(tokens.revoke_token)
app.add_typer(token, name="token")
mandate.command("list")(mandates.list_mandates)
mandate.command("roles")(mandates.list_roles)
mandate.command("give")(mandates.give_mandate)
mandate.command("end")(mandates.end_mandate)
app.add_typer(mandate, name="mandate")
account.command("close")(mandates.close)
account.command("release")(mandates.release)
app.add_typer(account, name="account")


def main() -> None:
    """Run the verb that the command line names."""
    app(prog_name="python3 run.py")
