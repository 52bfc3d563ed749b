from citations.exchange import keyed
from citations.exchange.keyed import Keyed


def test_a_key_has_the_values_it_was_given_in_their_order():
    found: Keyed[str] = Keyed()

    found.add("不结盟", "неприсоединение")
    found.add("结盟", "союзничество")
    found.add("不结盟", "внеблоковость")

    assert found.first("不结盟") == "неприсоединение"
    assert found.all("不结盟") == ["неприсоединение", "внеблоковость"]
    assert found.all("同盟") == []
    assert found.first("同盟") is None
    assert "结盟" in found
    assert "同盟" not in found
    assert len(found) == 3


def test_a_default_is_taken_once():
    found: Keyed[int] = Keyed()

    assert found.set_default("term-1", 7) is True
    assert found.set_default("term-1", 8) is False
    assert found.all("term-1") == [7]


def test_keys_come_back_once_in_the_order_in_which_they_came(monkeypatch):
    monkeypatch.setattr(keyed, "CHUNK", 2)
    found: Keyed[int] = Keyed()
    for number, key in enumerate(["в", "а", "в", "б", "а", "г"]):
        found.add(key, number)

    assert list(found) == ["в", "а", "б", "г"]
    assert list(found.items()) == [("в", 0), ("а", 1), ("б", 3), ("г", 5)]


def test_what_is_added_while_keys_are_gone_through_comes_too(monkeypatch):
    monkeypatch.setattr(keyed, "CHUNK", 1)
    found: Keyed[int] = Keyed()
    found.add("а", 1)

    seen = []
    for key in found:
        seen.append(key)
        if len(seen) < 3:
            found.add(f"{key}а", 1)

    assert seen == ["а", "аа", "ааа"]


def test_numbers_signs_of_all_kinds_and_halves_of_characters_are_keys():
    found: Keyed[str] = Keyed()
    for key in (-(2**63), 2**63 - 1, "", "\0", "𠮷", "\ud83d", "-9223372036854775808"):
        found.add(key, f"{key}")

    assert list(found) == [-(2**63), 2**63 - 1, "", "\0", "𠮷", "\ud83d", "-9223372036854775808"]
    assert found.all("\ud83d") == ["\ud83d"]
    assert found.all(-(2**63)) == ["-9223372036854775808"]
