"""The order of a person's names: one function, so that no screen, export or citation decides it for itself."""

from __future__ import annotations

FAMILY_FIRST = ("zh", "ja", "ko", "vi", "hu")
WITHOUT_INTERPUNCT = ("zh", "ja", "ko", "vi")


def is_family_first(native_language: str) -> bool:
    """Whether names of this native language (BCP 47) put the family name first: Chinese, Japanese, Korean,
    Vietnamese and Hungarian do."""
    return native_language.split("-")[0] in FAMILY_FIRST


def full_name(*, family: str, given: str, patronymic: str, native_language: str, language: str) -> str:
    """A person's name as written in running text in `language`.

    Origin and output language decide together: Zheng Yu keeps the Chinese order in every language, Sergey Lavrov
    the Russian one; Chinese writes a Chinese name without a space (郑羽) and joins a foreign one with the
    interpunct (肯尼思·华尔兹, GB/T 15834-2011 §4.14); the patronymic is written in Russian only.
    Any part may be empty; the result is empty when all are.
    """
    if language.startswith("zh"):
        if native_language.split("-")[0] in WITHOUT_INTERPUNCT:
            return family + given
        parts = (family, given) if is_family_first(native_language) else (given, family)
        return "·".join(part for part in parts if part)
    if is_family_first(native_language):
        parts = (family, given)
    elif language == "ru":
        return " ".join(part for part in (given, patronymic, family) if part)
    else:
        parts = (given, family)
    return " ".join(part for part in parts if part)
