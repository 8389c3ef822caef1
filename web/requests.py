"""A request of any visitor: the framework's type with its three parameters, which no page here tells apart."""

from typing import Any

from litestar import Request

AnyRequest = Request[Any, Any, Any]
