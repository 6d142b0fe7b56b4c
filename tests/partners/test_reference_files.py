"""Reference files: what is read of them, and where a wrong one says it is wrong."""

import pytest

from partners.reference_files import ReferenceFileError, read_rows


@pytest.fixture
def written(tmp_path):
    def write(text: str, *, encoding: str = "utf-8"):
        path = tmp_path / "codes.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return write


def read(path):
    return read_rows(path, columns=["list", "code"], key=["list", "code"])


def test_reads_the_columns_asked_for_trimmed_with_or_without_a_byte_order_mark(written):
    rows = read(written("code,list,more\n A1 ,x,1\nB2,x,2\n", encoding="utf-8-sig"))
    assert [row.cells for row in rows] == [{"list": "x", "code": "A1"}, {"list": "x", "code": "B2"}]
    assert [row.number for row in rows] == [2, 3]


def test_names_the_columns_that_are_missing(written):
    with pytest.raises(ReferenceFileError, match=r"codes\.csv: missing columns: list\."):
        read(written("code\nA1\n"))


@pytest.mark.parametrize("text", ["", "\n"])
def test_an_empty_file_misses_its_columns(written, text):
    with pytest.raises(ReferenceFileError, match="missing columns: list, code"):
        read(written(text))


def test_refuses_a_key_twice_or_an_empty_one_at_its_row(written):
    with pytest.raises(ReferenceFileError, match="row 3, column code: “A1” found, a code that no other row has"):
        read(written("list,code\nx,A1\nx,A1\n"))
    with pytest.raises(ReferenceFileError, match="row 2, column code: “” found, a value expected"):
        read(written("list,code\nx,\n"))
    assert len(read(written("list,code\nx,A1\ny,A1\n"))) == 2


def test_a_row_that_breaks_off_has_empty_cells(written):
    with pytest.raises(ReferenceFileError, match="row 2, column code"):
        read(written("list,code\nx\n"))


def test_a_file_that_is_no_text_or_not_there_is_refused_by_its_name(written, tmp_path):
    with pytest.raises(ReferenceFileError, match=r"codes\.csv"):
        read(written("list,code\nx,Ä\n", encoding="latin-1"))
    with pytest.raises(ReferenceFileError, match=r"none\.csv"):
        read(tmp_path / "none.csv")


def test_a_cell_says_what_was_expected_of_it(written):
    row = read(written("list,code\nmaybe,A1\n"))[0]
    assert (row.text("list"), row.required("code"), row.one_of("list", ["maybe"])) == ("maybe", "A1", "maybe")
    with pytest.raises(ReferenceFileError, match="“maybe” found, one of yes, no expected"):
        row.yes_or_no("list")
