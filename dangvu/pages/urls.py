"""The addresses of the pages; the unit, the day and the knowledge ride as `?unit=`, `?on=` and `?known=`."""

from django.urls import path

<<<<<<< HEAD
from dangvu.pages.views import figures, imports, members, overview, readings, report_check, returns, search, units, unmasking
=======
from dangvu.pages.views import figures, imports, members, overview, proposing, report_check, returns, search, tasks, units
>>>>>>> d60de5a (Put what waits for whom on a page, with forms on the member's file that become proposals)

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("to-chuc/", units.unit, name="unit"),
    path("to-chuc/tim/", units.find_unit, name="find_unit"),
    path("dang-vien/", members.members, name="members"),
    path("dang-vien/<uuid:person>/", members.member, name="member"),
<<<<<<< HEAD
    path("dang-vien/<uuid:person>/so-dinh-danh/", unmasking.citizen_id, name="citizen_id"),
=======
    path("dang-vien/<uuid:person>/sua-thong-tin/", proposing.propose_correction, name="propose_correction"),
    path("dang-vien/<uuid:person>/chuyen-sinh-hoat/", proposing.propose_transfer, name="propose_transfer"),
    path("dang-vien/<uuid:person>/cong-nhan-chinh-thuc/", proposing.propose_official, name="propose_official"),
    path("viec/", tasks.tasks, name="tasks"),
    path("viec/<uuid:public_id>/", tasks.task, name="task"),
    path("viec/<uuid:public_id>/duyet/", tasks.approve_task, name="approve_task"),
    path("viec/<uuid:public_id>/tra-loi/", tasks.answer_task, name="answer_task"),
>>>>>>> d60de5a (Put what waits for whom on a page, with forms on the member's file that become proposals)
    path("so/", figures.all_figures, name="figures"),
    path("so/<slug:code>/", figures.figure, name="figure"),
    path("bieu/", returns.provincial_return, name="return"),
    path("bieu/tai-ve/", returns.return_workbook, name="return_workbook"),
    path("nhap/", imports.upload, name="import"),
    path("nhap/<uuid:upload>/", imports.check, name="import_check"),
    path("nhap/<uuid:upload>/dong-tra-lai/", imports.refused_rows, name="import_refused_rows"),
    path("nhap/<uuid:upload>/nhap/", imports.take_in, name="import_take"),
    path("nhap/<uuid:upload>/bo/", imports.drop, name="import_drop"),
    path("soat-so-lieu/", report_check.report_check, name="report_check"),
    path("soat-so-lieu/du-thao.<slug:kind>", report_check.report_draft, name="report_draft"),
    path("soat-so-lieu/<uuid:draft>/", report_check.report_findings, name="report_findings"),
    path("soat-so-lieu/<uuid:draft>/tra-loi/", report_check.report_answer, name="report_answer"),
    path("soat-so-lieu/<uuid:draft>/ban-sao.<slug:kind>", report_check.report_copy, name="report_copy"),
    path("soat-so-lieu/<uuid:draft>/xong/", report_check.report_done, name="report_done"),
    path("toi/", readings.own_file, name="own_file"),
    path("nhat-ky-doc/", readings.read_log, name="read_log"),
    path("tim/", search.search, name="search"),
    path("huong-dan/", search.help_page, name="help"),
]
