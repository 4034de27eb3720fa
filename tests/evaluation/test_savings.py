from dataclasses import replace

from abasto.evaluation.savings import AwardPriced, savings

AWARD = AwardPriced(
    "A1", "010.000.0104.00", price_centavos=900, awarded_pieces=100, delivered_pieces=30, baseline_centavos=1001
)


def test_a_saving_is_baseline_less_price_on_awarded_and_on_delivered_pieces() -> None:
    (saving,) = savings([AWARD]).by_award
    assert (saving.per_piece_centavos, saving.awarded_centavos, saving.delivered_centavos) == (101, 10_100, 3_030)


def test_the_total_is_the_sum_of_the_codes_and_each_code_of_its_awards() -> None:
    second = replace(AWARD, award_id="A2", price_centavos=950)
    other = replace(AWARD, award_id="A3", clave="010.000.0246.00", baseline_centavos=905)
    result = savings([other, second, AWARD])
    assert [clave for clave, _ in result.by_code] == ["010.000.0104.00", "010.000.0246.00"]
    assert sum(code.awarded_centavos for _, code in result.by_code) == result.total.awarded_centavos
    assert result.total.awarded_centavos == sum(saving.awarded_centavos for saving in result.by_award)
    assert result.total.awarded_baseline_centavos == 100 * (1001 + 1001 + 905)


def test_a_price_above_the_baseline_is_a_negative_saving() -> None:
    dear = savings([replace(AWARD, price_centavos=1100)]).total
    assert (dear.awarded_centavos, dear.delivered_centavos) == (-9_900, -2_970)


def test_an_award_without_a_stated_baseline_is_told_apart_and_saves_nothing() -> None:
    unknown = replace(AWARD, baseline_centavos=None)
    result = savings([unknown])
    assert result.without_baseline == (unknown,)
    assert result.total.awards == 0
    assert result.total.awarded_centavos == 0


def test_amounts_of_a_whole_round_stay_exact() -> None:
    big = replace(AWARD, price_centavos=99_999_999_999, awarded_pieces=5_964_335_640, baseline_centavos=100_000_000_000)
    assert savings([big]).total.awarded_centavos == 5_964_335_640
