import pytest

from volunteers.names import listed, written


@pytest.mark.parametrize(
    ("family", "given", "spoken", "in_lists"),
    [
        ("Testa", "Una", "Una Testa", "Testa, Una"),
        ("李", "小明", "李小明", "李小明"),
        ("김", "철수", "김철수", "김철수"),
        ("山田", "たろう", "山田たろう", "山田たろう"),
        ("李", "Mary", "Mary 李", "李, Mary"),
        ("Sukarno", "", "Sukarno", "Sukarno"),
        ("", "Teller", "Teller", "Teller"),
        ("李", "", "李", "李"),
        ("حداد", "ليلى", "ليلى حداد", "حداد, ليلى"),
        ("", "", "", ""),
    ],
)
def test_names_are_written_in_their_own_order(family, given, spoken, in_lists):
    assert (written(family, given), listed(family, given)) == (spoken, in_lists)
