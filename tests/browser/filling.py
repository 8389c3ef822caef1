"""Finds the forms of a page, fills them in as somebody in a hurry would, and sends them."""

from typing import Any, NamedTuple

from playwright.sync_api import Page

FORMS = """() => [...document.querySelectorAll("main form[method=post]")].map((form, index) => ({
  index,
  action: form.getAttribute("action") || location.pathname,
  swaps: form.hasAttribute("hx-post"),
  names: [...new Set([...form.elements].filter((one) => one.name && !["hidden", "submit", "button"].includes(one.type))
    .map((one) => one.name))],
  kinds: [...new Set([...form.elements].filter((one) => one.name && one.type !== "hidden").map((one) => one.type))],
}))"""

FILL = """([index, wrong]) => {
  const form = document.querySelectorAll("main form[method=post]")[index];
  for (let one = form.parentElement; one; one = one.parentElement) if (one.tagName === "DETAILS") one.open = true;
  const typed = {};
  let long = true;
  for (const one of form.elements) {
    if (!one.name || ["hidden", "submit", "button"].includes(one.type)) continue;
    if (["radio", "checkbox"].includes(one.type)) {
      if (!wrong) one.checked = false;
    } else if (one.tagName === "SELECT") {
      if (!wrong) one.selectedIndex = 0;
    } else if (!wrong) {
      one.value = "";
    } else {
      if (one.type === "date") one.value = "1815-06-18";
      else if (one.type === "email") one.value = "няма такъв адрес";
      else if (one.type === "password") one.value = "къса";
      else if (one.tagName === "TEXTAREA" && long) { one.value = "дума ".repeat(2200) + "край"; long = false; }
      else if (one.tagName === "TEXTAREA") one.value = "Няколко думи, както се пишат.";
      else if (one.inputMode === "decimal" || one.inputMode === "numeric") one.value = "много";
      else one.value = "ред ".repeat(90) + "край";
      if (one.maxLength > 0) one.value = one.value.slice(0, one.maxLength);
      if (one.type !== "password") typed[one.name] = one.value;
    }
  }
  return typed;
}"""

SEND = """(index) => {
  const form = document.querySelectorAll("main form[method=post]")[index];
  form.requestSubmit(form.querySelector("button:not([formaction]):not([type=button])"));
}"""

TOLD = """() => {
  const summary = document.querySelector("[data-error-summary]");
  const links = summary ? [...summary.querySelectorAll("a[href^='#']")].map((one) => one.getAttribute("href")) : [];
  const invalid = [...document.querySelectorAll("main form[method=post] [aria-invalid]")];
  const place = (one) => one.tagName === "FIELDSET" ? one.querySelector("input").id : one.id;
  return {
    summaries: document.querySelectorAll("[data-error-summary]").length,
    focused: document.activeElement === summary,
    links,
    dead: links.filter((link) => !document.getElementById(link.slice(1))),
    unlinked: [...new Set(invalid.filter((one) => !links.includes("#" + place(one))).map((one) => one.name || one.tagName))],
    alert: document.querySelector("main [role=alert]") !== null,
  };
}"""

KEPT = """([typed]) => {
  const fields = [...document.querySelectorAll("main form[method=post]")].flatMap((form) => [...form.elements]);
  const lost = [];
  for (const [name, value] of Object.entries(typed)) {
    const found = fields.filter((one) => one.name === name).map((one) => one.value);
    if (!found.includes(value) && !found.includes(value.trim())) lost.push(`${name}: ${found}`.slice(0, 80));
    if (found.filter((one) => one === value).length > 1) lost.push(`${name} is in several forms`);
  }
  return lost;
}"""


class Form(NamedTuple):
    """One form on a page: which of its forms, where it goes, and what it asks."""

    index: int  # type: ignore[assignment]
    action: str
    swaps: bool
    names: list[str]
    kinds: list[str]


def forms(page: Page) -> list[Form]:
    """The forms that ask something; a single button that acts is none."""
    return [Form(**one) for one in page.evaluate(FORMS) if one["names"]]


def fill(page: Page, form: Form, *, wrong: bool) -> dict[str, str]:
    """Everything emptied, or everything that can be typed typed wrong; what was typed, by name."""
    typed: dict[str, str] = page.evaluate(FILL, [form.index, wrong])
    return typed


def sent(page: Page, form: Form, *, swaps: bool) -> int:
    """Send it as a press of its button does, wait until the answer stands there, and give its status."""
    if not swaps:
        with page.expect_navigation(wait_until="load") as gone:
            page.evaluate(SEND, form.index)
        assert gone.value is not None
        return gone.value.status
    with page.expect_response(lambda answer: answer.request.method == "POST") as answered:
        page.evaluate(SEND, form.index)
    page.wait_for_function("() => !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')")
    return answered.value.status


def told(page: Page) -> dict[str, Any]:
    """What the page says of a mistake. A browser moves the focus with its first picture, a moment after the load."""
    for _ in range(40):
        said: dict[str, Any] = page.evaluate(TOLD)
        if said["focused"] or not said["summaries"]:
            break
        page.wait_for_timeout(50)
    return said


def lost(page: Page, typed: dict[str, str]) -> list[str]:
    """What was typed and is not there any more, or stands where it was not typed."""
    missing: list[str] = page.evaluate(KEPT, [typed])
    return missing


def led(page: Page, links: list[str]) -> list[tuple[str, str]]:
    """The links of the summary that lead anywhere but to their field, and where they lead."""
    astray = []
    for link in links:
        page.locator(f"[data-error-summary] a[href='{link}']").first.press("Enter")
        place = page.evaluate(WHERE)
        if place["id"] != link.removeprefix("#") or not place["seen"]:
            astray.append((link, f"{place['id'] or 'nothing'}{'' if place['seen'] else ', which is not seen'}"))
    return astray


WHERE = """() => {
  const followed = location.hash && document.activeElement === document.body;
  const one = followed ? document.querySelector(location.hash) : document.activeElement;
  const box = one.getBoundingClientRect();
  return {id: one.id, seen: box.bottom > 0 && box.top < innerHeight && box.height > 0};
}"""
