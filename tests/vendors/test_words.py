"""What a search by words finds: grammar, beginnings, languages, typing errors."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from tests.factories import ItemFactory, VendorFactory
from tests.vendors.conftest import Found
from vendors import querysets, spelling, windows
from vendors.asking import read_question
from vendors.models import Category, ScoreMark, SearchWord, Vendor
from vendors.services import count_listed, count_words, gazetteer, refresh_search, refresh_stale
from vendors.spelling import deletions_of, has_trigrams, meant_by
from vendors.stems import lexemes_of
from vendors.text import words_of

URL = "/api/v1/vendors/"


def said(slug: str, name: str, **fields: object) -> Vendor:
    vendor = VendorFactory.create(slug=slug, name=name, **{"category__slug": "shop", **fields})
    refresh_search([vendor])
    return vendor


@pytest.fixture
def street(db: None) -> None:
    said("crumb", "Crumb Bakery", tagline="Sourdough bread and rye")
    said("books", "Riverside Books", tagline="Second hand bread and butter novels")
    said("bike", "Bike repair of Ann", tagline="Wheels, brakes; gluten")


@pytest.mark.usefixtures("street")
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("bread", {"crumb", "books"}),
        ("bread rye", {"crumb"}),
        ("rye OR wheels", {"crumb", "bike"}),
        ("bread -butter", {"crumb"}),
        ('"bread and butter"', {"books"}),
        ('"butter bread"', set()),
        ('bread -"second hand"', {"crumb"}),
        ("the bakery of the crumb", {"crumb"}),  # words that say nothing are not asked for
        ("wheel", {"bike"}),
        ("-bread", set()),  # nothing is wanted
        ("OR", set()),
        ("Bike-Repair", {"bike"}),
    ],
)
def test_the_grammar_of_web_search(find: Found, asked: str, found: set[str]) -> None:
    assert set(find(search=asked, as_typed="true")) == found


@pytest.mark.usefixtures("street")
def test_the_last_word_may_be_a_beginning(find: Found) -> None:
    assert find(search="crumb sourd") == ["crumb"]
    assert find(search="sourd crumb", as_typed="true") == []  # only the last


@pytest.mark.usefixtures("street")
def test_a_word_in_use_is_no_beginning(find: Found) -> None:
    said("bar", "The Bar")
    said("barber", "Tim's Barber")
    assert find(search="bar") == ["bar"]
    assert set(find(search="barb")) == {"barber"}


@pytest.mark.parametrize(
    ("country", "language", "name", "asked"),
    [
        ("GB", "", "Old Bakeries", "bakery"),
        ("DE", "", "Frische Brötchen", "Brotchen"),
        ("DE", "", "Bäckereien Schmidt", "bäckerei"),
        ("FR", "", "Les Boulangeries", "boulangerie"),
        ("ES", "", "Panaderías Ruiz", "panaderia"),
        ("BR", "", "Padarias do Sul", "padaria"),
        ("IT", "", "Gelaterie Rossi", "gelateria"),
        ("NL", "", "Bloemen van Jan", "bloem"),
        ("GB", "pt", "Padarias do Sul", "padaria"),  # a Portuguese shop in London that says so
        ("CH", "", "Boulangeries Müller", "boulangerie"),
    ],
)
def test_each_language_is_found_by_its_own_forms(
    find: Found, db: None, country: str, language: str, name: str, asked: str
) -> None:
    said("it", name, country=country, language=language)
    assert find(search=asked, as_typed="true") == ["it"]


@pytest.mark.usefixtures("street")
@pytest.mark.parametrize(
    ("typed", "used"),
    [
        ("bakry", "bakery"),
        ("Bakrey crumb", "bakery crumb"),
        ("sourdoguh", "sourdough"),
        ("sordouhg", "sourdough"),
        ("Repiar bike", "repair bike"),
    ],
)
def test_mistyped_words_are_taken_for_what_was_meant_and_it_is_said(anonymous: APIClient, typed: str, used: str) -> None:
    answer = anonymous.get(URL, {"search": typed}).json()
    assert answer["words"] == {"typed": typed, "used": used, "is_corrected": True}
    assert len(answer["results"]) == 1


@pytest.mark.usefixtures("street")
def test_who_means_what_they_typed_gets_that(anonymous: APIClient) -> None:
    answer = anonymous.get(URL, {"search": "bakry", "as_typed": "true"}).json()
    assert answer["words"] == {"typed": "bakry", "used": "bakry", "is_corrected": False}
    assert answer["results"] == []


@pytest.mark.usefixtures("street")
@pytest.mark.parametrize("typed", ['"bakry"', "rya", "12345", "gluten", "zzzzzzzz", "bread"])
def test_what_is_quoted_short_in_use_or_like_nothing_is_left_alone(anonymous: APIClient, typed: str) -> None:
    assert anonymous.get(URL, {"search": typed}).json()["words"]["is_corrected"] is False


def test_of_two_words_equally_near_the_one_of_more_vendors_is_meant(db: None) -> None:
    said("a", "Brand")
    for number in range(3):
        said(f"b{number}", "Bread")
    count_words()
    assert SearchWord.objects.get(pk="bread").vendors == 3
    assert meant_by("braed") == "bread"
    assert meant_by("bran") == "brand"


def test_words_that_nobody_uses_any_more_are_forgotten(db: None) -> None:
    vendor = said("a", "Cobbler")
    assert SearchWord.objects.filter(pk="cobbler").exists()
    vendor.name = "Shoemaker"
    vendor.save()
    refresh_search([vendor])
    count_words()
    assert set(SearchWord.objects.values_list("pk", flat=True)) >= {"shoemaker"}
    assert not SearchWord.objects.filter(pk="cobbler").exists()


def test_texts_of_an_older_release_are_made_again(find: Found, db: None) -> None:
    VendorFactory.create(slug="old", name="Old Bakery")
    assert find(search="bakery") == []
    assert (refresh_stale(), refresh_stale()) == (1, 0)
    assert find(search="bakery") == ["old"]


def test_deletions_are_few_and_reach_two_letters_far() -> None:
    assert len(deletions_of("confectionery")) == 29
    assert {"bakery", "bakry"} <= set(deletions_of("bakery"))
    assert set(deletions_of("bakrey")) & set(deletions_of("bakery"))
    assert deletions_of("3d") == deletions_of("x" * 31) == []


def test_stems_are_told_by_the_database(db: None) -> None:
    found = lexemes_of(["bakeries", "the", "backereien"])
    assert "bakeri" in found["bakeries"].lexemes
    assert found["the"].is_stop_word
    assert "backerei" in found["backereien"].lexemes


def test_a_query_has_a_bounded_number_of_words(db: None) -> None:
    assert len(read_question(" ".join(f"word{n}" for n in range(50))).wanted) == 16


@pytest.mark.parametrize("text", ["Crumb & Co", "L'Été", "3D-Druck", "日本 パン", "a_b"])
def test_words_are_cut_alike_in_python_and_in_the_index(db: None, text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tsvector_to_array(to_tsvector('simple', %s))", [" ".join(words_of(text))])
        assert set(cursor.fetchone()[0]) == set(words_of(text))


@pytest.fixture
def trigrams(db: None) -> None:
    """pg_trgm's similarity and its operator, which this database has not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm')")
        cursor.execute("CREATE EXTENSION pg_trgm" if cursor.fetchone()[0] else _TRIGRAMS)


_TRIGRAMS = """
CREATE FUNCTION trigrams(word text) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT array_agg(DISTINCT substr('  ' || word || ' ', n, 3)) FROM generate_series(1, length(word) + 1) n $$;
CREATE FUNCTION similarity(a text, b text) RETURNS real LANGUAGE sql IMMUTABLE AS $$
    SELECT (SELECT count(*) FROM (SELECT unnest(trigrams(a)) INTERSECT SELECT unnest(trigrams(b))) i)::real
        / (SELECT count(*) FROM (SELECT unnest(trigrams(a)) UNION SELECT unnest(trigrams(b))) u) $$;
CREATE FUNCTION is_similar(a text, b text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT similarity(a, b) >= 0.3 $$;
CREATE OPERATOR % (LEFTARG = text, RIGHTARG = text, FUNCTION = is_similar);
"""


@pytest.mark.usefixtures("street", "trigrams")
def test_with_pg_trgm_words_farther_away_are_found_too(monkeypatch: pytest.MonkeyPatch) -> None:
    assert meant_by("beksourdough") is None
    monkeypatch.setattr(spelling, "has_trigrams", lambda: True)
    assert meant_by("beksourdough") == "sourdough"
    assert meant_by("bakry") == "bakery"


def test_without_pg_trgm_it_is_not_asked_for(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_extension WHERE extname = 'pg_trgm'")
        assert has_trigrams() is bool(cursor.fetchone()[0])


def test_a_common_word_is_looked_for_among_the_best_and_a_rare_one_everywhere(
    find: Found, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(8):
        said(f"v{number}", "Bread" if number else "Bread and saddles", rating_sum=number * 5, rating_count=number)
    for name, value in {"WINDOW": 3, "ENOUGH": 2, "MAX_RANKED": 2}.items():
        monkeypatch.setattr(windows, name, value)
    assert find(search="saddles") == ["v0"]
    assert {"v7", "v6", "v5"} <= set(find(search="bread"))
    count_words()
    monkeypatch.setattr("vendors.asking.COMMON", 5)
    assert set(find(search="bread")) == {"v7", "v6", "v5"}


@pytest.fixture
def many(db: None, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Twelve bakeries among 24 shops, where six are many and three are ranked; return them by score, then newest first."""
    for name, value in {"WINDOW": 6, "ENOUGH": 4, "MAX_RANKED": 3, "EXPECTED": 4}.items():
        monkeypatch.setattr(windows, name, value)
    monkeypatch.setattr(querysets, "MAX_RANKED", 3)
    monkeypatch.setattr(gazetteer, "RANKS", (2, 4, 6, 8, 10, 16))
    for number in range(24):
        rated = number % 5  # several of the same score, and several without a rating
        said(f"v{number}", "Bread" if number % 2 else "Saddles", rating_sum=rated * 5, rating_count=rated)
    Vendor.objects.filter(slug="v19").update(is_suspended=True)
    count_listed()
    count_words()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE vendors_vendor")
    return list(Vendor.objects.listed().filter(name="Bread").order_by("-score", "-pk").values_list("slug", flat=True))


def test_of_a_word_of_many_the_best_rated_are_looked_at_and_no_others(anonymous: APIClient, many: list[str]) -> None:
    with CaptureQueriesContext(connection) as captured:
        page = anonymous.get(URL, {"search": "bread", "page_size": "2"}).json()
    lookups = [query["sql"] for query in captured if "enable_seqscan" not in query["sql"] and "LIMIT 7" in query["sql"]]
    assert ['"score" > ' in lookup for lookup in lookups] == [True]
    assert page["facets"]["capped"] is True
    rest = anonymous.get(page["next"]).json()
    assert {row["slug"] for row in (*page["results"], *rest["results"])} == set(many[:3])
    assert rest["next"] is None


@pytest.mark.usefixtures("many")
def test_words_that_seldom_stand_together_lose_nothing_by_being_frequent_alone(find: Found) -> None:
    said("both", "Bread and saddles")
    assert find(search="bread saddles") == ["both"]
    assert find(search="bread -bread") == find(search="-bread") == []


def test_while_no_ranks_are_marked_and_while_more_is_asked_the_best_are_found_too(find: Found, many: list[str]) -> None:
    verified = find(search="bread", is_verified="false")
    ScoreMark.objects.all().delete()
    assert set(many[:2]) <= set(verified) & set(find(search="bread"))


def test_what_is_off_sale_is_not_found(find: Found, db: None) -> None:
    vendor = said("a", "Shop")
    ItemFactory.create(vendor=vendor, name="Lantern", is_available=False)
    refresh_search([vendor])
    assert find(search="lantern") == []


def test_the_command_makes_every_text_and_counts(find: Found, db: None, capsys: pytest.CaptureFixture[str]) -> None:
    VendorFactory.create(slug="old", name="Old Bakery", category__slug="shop")
    call_command("refresh_search")
    assert find(search="bakery") == ["old"]
    assert Category.objects.get(slug="shop").listed == 1
    assert "1 vendors, 4 words" in capsys.readouterr().out


@pytest.mark.usefixtures("db")
def test_without_pg_trgm_there_is_nothing_to_index(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("index_search_words")
    assert ("Indexed" if has_trigrams() else "nothing to index") in capsys.readouterr().out
