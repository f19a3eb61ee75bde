"""A password is long, hard to guess, and holds no name that a colleague would try first."""

import pytest

from backend.core.errors import ErrorCode, Refused
from backend.people.accounts.password_rules import check_password

NAMES = ("王磊", "Wang Lei", "wang.lei", "江北化工厂", "Jiangbei Chemical", "jiangbei")


@pytest.mark.parametrize(
    "password",
    [
        "厂门口的樟树三月开花年年香",
        "correct horse battery staple",
        "Purple-Kettle-Under-9-Snow",
        "7qw#Lm2!xZ0pVt",
    ],
)
def test_a_long_sentence_of_ones_own_is_taken(password: str) -> None:
    check_password(password, NAMES)


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("Lm2!xZ0pVt#", ErrorCode.PASSWORD_TOO_SHORT),
        ("厂门口的樟树三月开花", ErrorCode.PASSWORD_TOO_SHORT),
        ("x7" * 101, ErrorCode.PASSWORD_TOO_LONG),
        ("123456789012", ErrorCode.PASSWORD_TOO_COMMON),
        ("password1234", ErrorCode.PASSWORD_TOO_COMMON),
        ("qwertyuiop12", ErrorCode.PASSWORD_TOO_COMMON),
        ("aaaaaaaaaaaaaaaa", ErrorCode.PASSWORD_TOO_COMMON),
        ("Purple-Kettle-WANG-Snow", ErrorCode.PASSWORD_HOLDS_NAME),
        ("我叫王磊家门口有一棵大樟树", ErrorCode.PASSWORD_HOLDS_NAME),
        ("江北化工厂的樟树三月开花了呀", ErrorCode.PASSWORD_HOLDS_NAME),
        ("Purple-Kettle-jiangbei-Snow", ErrorCode.PASSWORD_HOLDS_NAME),
        ("Anhuan-Kettle-Under-9-Snow", ErrorCode.PASSWORD_HOLDS_NAME),
        ("Ｗａｎｇ-Kettle-Under-9-Snow", ErrorCode.PASSWORD_HOLDS_NAME),
        ("anhuan-demo!", ErrorCode.PASSWORD_HOLDS_NAME),
        ("w.a.n.g-l.e.i-7431-x", ErrorCode.PASSWORD_HOLDS_NAME),
        ("An-Huan kettle under 9", ErrorCode.PASSWORD_HOLDS_NAME),
        ("王·磊门口的樟树三月开花年年香", ErrorCode.PASSWORD_HOLDS_NAME),
    ],
)
def test_what_is_short_common_or_holds_a_name_is_refused_with_its_reason(
    password: str, code: ErrorCode
) -> None:
    with pytest.raises(Refused) as refused:
        check_password(password, NAMES)

    assert refused.value.code is code


@pytest.mark.parametrize(
    "password",
    [
        "woaini5201314",
        "W0aini5201314!",
        "woaiwojia1314",
        "wodemima1234",
        "gongchang2026",
        "Admin@123456",
        "Admin@2026888",
        "P@ssw0rd@2026",
        "china@888888",
        "nihao123456!",
        "laopo5201314!",
        "mima888888mima",
        "1qaz@WSX3edc",
        "安全生产安全第一安全生产",
        "安全生产2026年安全",
        "管理员管理员管理员888",
    ],
)
def test_what_everybody_tries_first_is_refused_also_with_a_year_or_some_figures(password: str) -> None:
    with pytest.raises(Refused) as refused:
        check_password(f"{password}!", NAMES)

    assert refused.value.code is ErrorCode.PASSWORD_TOO_COMMON


@pytest.mark.parametrize("password", ["安全第一，门口樟树三月开花年年香", "test kitchen under 9 brown pots"])
def test_a_sentence_of_ones_own_may_begin_with_such_a_word(password: str) -> None:
    check_password(password, NAMES)


def test_a_phone_number_of_ones_own_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        check_password("Kettle-13812345678-Snow", (*NAMES, "12345678"))

    assert refused.value.code is ErrorCode.PASSWORD_HOLDS_NAME


@pytest.mark.parametrize("password", ["Zhu gardens under 9 brown pots", "Sewan gave 9 brown kettles"])
def test_a_short_name_that_stands_over_the_end_of_a_word_is_taken(password: str) -> None:
    check_password(password, (*NAMES, "hug"))


def test_a_name_of_two_letters_forbids_no_word_that_happens_to_hold_it() -> None:
    check_password("Purple-Kettle-Under-9-Snow", ("李", "Li", "li"))


COLLEAGUES = ("赵敏", "Zhao Min", "zhao.min", "李娜", "Li Na", "li.na")


@pytest.mark.parametrize(
    "password",
    [
        "zhaomin12345",
        "zhao.min12345",
        "Zhao_Min-2026-x9",
        "z.h.a.o.m.i.n.7431",
        "MinZhao-12345",
        "Zhao.Min#2026!x",
        "赵敏门口的樟树三月开花年年香",
        "xx_ｚｈａｏmin_9431",
    ],
)
def test_the_name_of_a_colleague_is_refused_as_ones_own_is(password: str) -> None:
    with pytest.raises(Refused) as refused:
        check_password(password, NAMES, COLLEAGUES)

    assert refused.value.code is ErrorCode.PASSWORD_HOLDS_NAME


@pytest.mark.parametrize(
    "password",
    ["Carolina-Kettle-Under-9-Snow", "minimal-Zhao-Kettle-9-Snow", "Zhao-Kettle-9-Minimal-Snow"],
)
def test_a_syllable_of_a_colleague_is_taken(password: str) -> None:
    check_password(password, NAMES, COLLEAGUES)
