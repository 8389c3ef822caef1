# ruff: noqa: E501
"""What nobody of good will would write: markup, numbers, dates and names that break a reader which trusts them."""

import re
from typing import Any

MARK = "zq7"
MARKUP = (
    f"<script>{MARK}</script>", f"<img src={MARK} onerror=alert(1)>", f"<svg/onload={MARK}>", f'"><script>{MARK}', f"'><script>{MARK}",
    f'" autofocus onfocus="{MARK}', f"' onmouseover='{MARK}", f"</textarea><script>{MARK}", f"</title><script>{MARK}", f"<!--<script>{MARK}-->",
    f"<iframe src=javascript:{MARK}>", f"<a href=javascript:{MARK}>x</a>", f"{{{{7*191}}}}{MARK}", f"${{7*191}}{MARK}", f"{{% raw %}}{MARK}",
    f"<%= 7*191 %>{MARK}", f"%(x)s{MARK}", f"%s{MARK}", f"{{0.__class__}}{MARK}", f"{{number}}{MARK}", f"&lt;script&gt;{MARK}", f"<scr\u0000ipt>{MARK}",
    f"\uff1cscript\uff1e{MARK}", f"<math><mtext><script>{MARK}", f"javascript:{MARK}", f"https://a.b/\"onclick={MARK}", f"https://a.b/<script>{MARK}",
)  # fmt: skip
RAW = re.compile(
    rf"<script>{MARK}|<img src={MARK}|<svg/onload={MARK}|\" autofocus onfocus=\"{MARK}|' onmouseover='{MARK}|<iframe src=javascript:{MARK}"
    rf"|1337{MARK}|(?:href|src|action)=\"javascript:|<a href=javascript|\"onclick={MARK}"
)
"""What a page never holds: markup as it was sent, or a template that was run."""

STRINGS = (
    *MARKUP, "' OR 1=1 --", "'; DROP TABLE candidate; --", '" OR ""="', "1 UNION SELECT NULL", "\\'; SELECT pg_sleep(9)--", "%' AND 1=1 --", "x\\", "\\",
    "a\r\nSet-Cookie: x=1", "a\r\n\r\n<html>", "%0d%0aX: y", "\x00", "a\x00b", "\x01\x02\x1b[31m", "\u202e\u202dgnp.exe", "\u200b\u200c\u200d", "\ufeff\ufeff",
    "\ufffe\uffff", "\u0301" * 300, "Z\u0351\u036b\u0343\u036a" * 30, "ﷺ" * 40, "\U0001f468\u200d\U0001f469\u200d\U0001f467", "İıſK", "ﬀﬁ", "\u2028\u2029",
    "\u00a0", "   ", "", "\t", "\n" * 50, "a" * 300, "ж" * 5000, "x " * 3000, "null", "None", "undefined", "NaN", "Infinity", "-Infinity", "true", "[]", "{}",
    "../../../../etc/passwd", "..\\..\\windows", "/etc/passwd", "file:///etc/passwd", "C:\\con", "|id", "`id`", "$(id)", ";id", "=1+1", "@SUM(A1)", "-2+3", "+1",
    "\t=1", "http://169.254.169.254/", "//evil.example", "https://evil.example\\@x", "jndi:ldap://x", "${jndi:ldap://x}", "a@b.c\nBcc: x@y.z", "(" * 500,
    "[" * 500, "{" * 200, "(a+)+$", "a" * 60 + "!", "%", "%%%", "%ff", "%u0000", "\\u0000", "\\x00", "&#0;", "\u0663\u0664", "٣٤/٥/٢٠٢٦", "Ⅻ", "²", "½",
)  # fmt: skip
NUMBERS = (
    "0", "-1", "-0", "1e400", "1e-400", "9" * 19, "9" * 23, "9" * 300, "-" + "9" * 27, "9223372036854775807", "9223372036854775808", "2147483648", "0x10", "1_000",
    "1,5", "1.5", "٣", "²", "00000000000000000001", "1" + "0" * 4500, "NaN", "inf", "+-1", "1 000", "\u22121", "1e3",
)  # fmt: skip
DATES = (
    "0001-01-01", "9999-12-31", "1900-01-01", "2199-12-31", "2200-01-01", "1899-12-31", "2026-02-30", "2026-13-01", "0000-00-00", "-0001-01-01", "10000-01-01",
    "2026-W10-1", "20260302", "2026-3-2", "2.3.2026", "31.12.2199", "29.2.2100", "2026-03-02T00:00:00Z", "٢٠٢٦-٠٣-٠٢", "now", "1.1.1", "2026-001",
)  # fmt: skip
VALUES = (*STRINGS, *NUMBERS, *DATES)
JSON_VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 2**31, 2**63, 2**64, -(2**70), 10**400, 1.5, 1e300, -0.0, [], [None], [[]], {}, {"a": {}}, [1] * 300, ["x"] * 300, {"$gt": ""},
    {"__proto__": {}}, "\ud800", "a\udfffb", [f"<script>{MARK}"], {f"<script>{MARK}": 1},
)  # fmt: skip
QUERY = (
    "next", "state", "before", "after", "code", "c", "as_of", "known_at", "more", "town", "kind", "employer", "candidate", "vacancy", "referral", "back", "start",
    "hours", "q", "tier", "sector", "size", "practice", "page", "lang", "sort", "date", "number", "until", "from", "group", "country",
)  # fmt: skip
HEADERS = (
    "accept", "accept-language", "accept-encoding", "referer", "user-agent", "x-forwarded-for", "x-forwarded-host", "forwarded", "hx-request", "hx-target",
    "hx-current-url", "hx-prompt", "if-none-match", "if-modified-since", "range", "x-http-method-override", "content-encoding", "te", "expect", "authorization",
    "x-original-url", "x-rewrite-url", "traceparent", "sec-fetch-mode", "upgrade",
)  # fmt: skip
KINDS = (
    "application/x-www-form-urlencoded; charset=utf-16", "application/x-www-form-urlencoded; charset=klingon", "multipart/form-data", "multipart/mixed; boundary=b",
    "multipart/form-data; boundary=" + "b" * 300, 'multipart/form-data; boundary="', "application/json; charset=utf-16", "application/problem+json", "text/html",
    "text/plain; charset=x", "application/octet-stream", "application/msgpack", "application/x-yaml", "*/*", ";", "a" * 2000, "application/json;application/json",
)  # fmt: skip
