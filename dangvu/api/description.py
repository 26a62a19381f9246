"""The OpenAPI description: what the library says of the reads, with what stands before them: who may ask, and how a refusal looks."""

from __future__ import annotations

from functools import cache
from http import HTTPStatus
from typing import Any

from django.conf import settings

from dangvu.api.forms import Problem
from dangvu.api.views import api
from dangvu.web.problems import FORM

REFUSALS = {
    HTTPStatus.BAD_REQUEST: "Câu hỏi không trả lời được: ngày không có thật, cách phân tích không hợp.",
    HTTPStatus.UNAUTHORIZED: "Chưa xác định được người gửi yêu cầu, hoặc mã truy cập không dùng được.",
    HTTPStatus.NOT_FOUND: "Không có, hoặc ngoài phạm vi được xem; không phân biệt hai trường hợp.",
    HTTPStatus.UNPROCESSABLE_ENTITY: "Tham số chưa đúng dạng.",
    HTTPStatus.TOO_MANY_REQUESTS: "Quá nhiều yêu cầu cùng lúc, hoặc quá nhiều mã sai; xem Retry-After.",
    HTTPStatus.SERVICE_UNAVAILABLE: "Chưa trả lời được lúc này; xem Retry-After.",
}
WAYS_IN = {
    "token": {"type": "http", "scheme": "bearer", "description": "Mã truy cập: python3 run.py token make"},
    "session": {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME, "description": "Phiên đăng nhập của trang web."},
}


@cache
def description(root: str) -> dict[str, Any]:
    """The whole description; `root` is where the reads begin."""
    said: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=root))
    schemas = said["components"]["schemas"]
    schemas["Problem"] = Problem.model_json_schema()
    said["components"]["securitySchemes"] = WAYS_IN
    said["security"] = [{"token": []}, {"session": []}]
    for path in said["paths"].values():
        for operation in path.values():
            operation["responses"] |= {int(status): _refusal(text) for status, text in REFUSALS.items()}
            for parameter in operation.get("parameters", ()):
                _without_null(parameter["schema"])
    return said


def _refusal(text: str) -> dict[str, Any]:
    return {"description": text, "content": {FORM: {"schema": {"$ref": "#/components/schemas/Problem"}}}}


def _without_null(schema: dict[str, Any]) -> None:
    """What is left out is left out; nobody writes null in an address."""
    if schema.get("default", "") is None:
        del schema["default"]


def parameters_of(operation: str, root: str) -> tuple[set[str], set[str]]:
    """The names of the parameters of an operation, and of those that may be given several times."""
    found = next(
        one for path in description(root)["paths"].values() for one in path.values() if one["operationId"] == operation
    )  # fmt: skip
    query = [one for one in found.get("parameters", ()) if one["in"] == "query"]
    return {one["name"] for one in query}, {one["name"] for one in query if one["schema"].get("type") == "array"}
