"""Reading seed files: everything is text, every value has its line, and what cannot be kept is refused."""

from __future__ import annotations

import pytest

from seeds.reader import read_folder

KINDS = ("terms", "domains")
COMMENT = "a comment below the file’s header would be lost on export; move it to the header or into a note"


def problems(folder) -> list[str]:
    return [str(problem) for problem in read_folder(folder.path, KINDS).problems]


def test_values_are_text_with_their_lines(empty):
    empty.write(
        "terms/security.yaml",
        """\
        # Security.
        # Second line.
        - key: ally
          case_sensitive: no
          used: 1949-10-01
          designations:
            - text: 0755
              note: ~
        - key: 'on'
        """,
    )
    reading = read_folder(empty.path, KINDS)
    assert reading.problems == []
    assert reading.headers == {"terms/security.yaml": "# Security.\n# Second line.\n"}
    ally, on = reading.entries
    assert (ally.kind, ally.file, ally.line, ally.key) == ("terms", "terms/security.yaml", 3, "ally")
    assert ally.values == {
        "key": "ally",
        "case_sensitive": "no",
        "used": "1949-10-01",
        "designations": [{"text": "0755", "note": "~"}],
    }
    assert ally.line_of(("designations", 0, "text")) == 7
    assert ally.line_of(("designations", 0, "text", "deeper")) == 7
    assert ally.line_of(("unknown",)) == 3
    assert (on.line, on.key) == (9, "on")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("key: ally\n", "terms.yaml:1: a seed file is a list of records; begin each one with “- key: …”"),
        ("- ally\n", "terms.yaml:1: a record is a mapping of fields; begin it with “- key: …”"),
        (
            "- key: a\n  name: b\n  name: c\n",
            "terms.yaml:3: “name” stands twice in one record; keep one of the two",
        ),
        (
            "- key: a\n  # why\n  name: b\n",
            "terms.yaml:2: " + COMMENT,
        ),
        (
            "- key: a  # why\n",
            "terms.yaml:1: " + COMMENT,
        ),
        (
            "- key: &a ally\n",
            (
                "terms.yaml:1: the file cannot be read as YAML (“a” is an anchor or alias); mend this line, "
                "what follows was not read"
            ),
        ),
        ("- key: !!binary YQ==\n", "terms.yaml:1: the tag “tag:yaml.org,2002:binary” has no meaning here; take it out"),
        ("- key: a\n  ? [b]\n  : c\n", "terms.yaml:2: the name of a field is text; write it as one word"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_line(empty, text, problem):
    empty.write("terms.yaml", text)
    assert problems(empty) == [problem]


def test_broken_yaml_is_named_with_its_line(empty):
    empty.write("terms.yaml", '- key: ally\n- key: "ally\n- key: x\n')
    (problem,) = problems(empty)
    assert problem.startswith("terms.yaml:")
    assert "cannot be read as YAML" in problem


def test_a_hash_within_a_text_is_no_comment(empty):
    empty.write("terms.yaml", "- key: a\n  name: '№ #3 # 4'\n  note: |\n    # heading\n    text # more\n  x: c#\n")
    assert problems(empty) == []


def test_a_bomb_of_aliases_does_not_go_off(empty):
    rows = "".join(f"- &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    empty.write("terms.yaml", "- &a0 [x]\n" + rows)
    (problem,) = problems(empty)
    assert "is an anchor or alias" in problem


def test_deep_nesting_is_refused(empty):
    empty.write("terms.yaml", "- key: " + "[" * 5000 + "\n")
    (problem,) = problems(empty)
    assert "nested too deep" in problem


def test_another_encoding_is_named_with_its_line(empty):
    (empty.path / "terms.yaml").write_bytes("- key: a\n  name: союз\n".encode("cp1251"))
    assert problems(empty) == ["terms.yaml:2: this is not UTF-8; save the file in UTF-8"]


def test_a_byte_order_mark_is_read_over(empty):
    (empty.path / "terms.yaml").write_bytes(b"\xef\xbb\xbf- key: a\n")
    assert [entry.key for entry in read_folder(empty.path, KINDS).entries] == ["a"]


def test_a_file_of_no_kind_is_refused(empty):
    empty.write("words.yaml", "- key: a\n")
    assert problems(empty) == [
        "words.yaml:1: no kind of record is called “words”; name the file or its folder after one of domains, terms"
    ]


def test_a_folder_without_files_and_no_folder_are_refused(empty):
    assert problems(empty)[0].endswith("the folder holds no .yaml file; give one that holds seeds")
    reading = read_folder(empty.path / "nowhere", KINDS)
    assert str(reading.problems[0]).endswith("there is no such folder; give one that holds seed files")
