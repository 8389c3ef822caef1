"""What one token is good for, no other token is."""

import itertools
from collections.abc import Callable

import msgspec
import pytest

from shared.auth import Held, Keys
from shared.links import Link, Links
from shared.tokens import PAIRED, Purpose, Tokens


class Said(msgspec.Struct, frozen=True):
    text: str = "good morning"


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    return Keys(tmp_path_factory.mktemp("keys"), create=True)


@pytest.mark.parametrize(("made", "read"), list(itertools.product(Purpose, Purpose)))
def test_a_token_is_good_for_its_own_purpose_alone(keys: Keys, made: Purpose, read: Purpose) -> None:
    found = keys.tokens.read(read, keys.tokens.write(made, Said(), "somebody"), Said, "somebody")
    assert (found == Said()) is (made == read)
    assert keys.tokens.fits(read, "somebody", keys.tokens.mark(made, "somebody")) is (made == read)


@pytest.mark.parametrize("purpose", list(Purpose))
def test_a_token_bound_to_somebody_is_nobody_elses(keys: Keys, purpose: Purpose) -> None:
    token = keys.tokens.write(purpose, Said(), "somebody")
    assert keys.tokens.read(purpose, token, Said, "another") is None
    assert keys.tokens.read(purpose, token, Said) is None


@pytest.mark.parametrize("purpose", list(Purpose))
def test_a_token_has_one_spelling(keys: Keys, purpose: Purpose) -> None:
    token = keys.tokens.write(purpose, Said())
    for bad in (token + "=", token + ".", token[:-1], f".{token}", token.replace(".", "", 1), "", ".", "é.é", "\0.\0"):
        assert keys.tokens.read(purpose, bad, Said) is None, bad
    last = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    others = [token[:-1] + one for one in last if one != token[-1]]
    assert [other for other in others if keys.tokens.read(purpose, other, Said)] == []


def test_no_real_token_of_the_site_is_taken_for_another(keys: Keys) -> None:
    session, actor = keys.sign_in(account="a", roles=("officer",))
    link, _ = Links(keys).make("hire", 90, "person", "bg")
    made = {
        "session": session,
        "link": link,
        "seen": keys.seen(actor.session),
        "held": keys.hold(Held("a", "/x", [])),
        "form": keys.form_token(actor.session),
    }
    read: dict[str, Callable[[str], object]] = {
        "session": keys.signed,
        "link": Links(keys).read,
        "seen": lambda text: keys.idle(actor.session, text),
        "held": keys.held,
        "form": lambda text: keys.form_token_fits(actor.session, text) or None,
    }
    assert {name for name, text in made.items() if read[name](text) is not None} == set(made)
    assert [(one, other) for one, other in itertools.permutations(made, 2) if read[other](made[one]) is not None] == []


def test_whoever_holds_no_private_key_can_read_but_not_sign(keys: Keys) -> None:
    reader = Tokens(None, keys.public, keys.secret)
    for purpose in PAIRED:
        assert reader.read(purpose, keys.tokens.write(purpose, Said()), Said) == Said()
        with pytest.raises(RuntimeError):
            reader.write(purpose, Said())


def test_a_token_that_says_something_else_is_refused(keys: Keys) -> None:
    assert keys.tokens.read(Purpose.LINK, keys.tokens.write(Purpose.LINK, Said()), Link) is None
