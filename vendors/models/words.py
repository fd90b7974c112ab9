"""What vendors' words, ratings and addresses add up to: vocabulary, ranks, a gazetteer. All derived, all public."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q

from vendors.text import MAX_WORD


class SearchWord(models.Model):
    """A word that some vendor uses. Search asks here what is a typing error, and of which word."""

    word = models.CharField(max_length=MAX_WORD, primary_key=True)
    lexemes = ArrayField(models.CharField(max_length=MAX_WORD))  # the word, and its stems in the languages of its vendors
    deletions = ArrayField(models.CharField(max_length=MAX_WORD))  # vendors.spelling.deletions_of
    vendors = models.PositiveIntegerField(default=1)  # that use it; counted by services.count_words

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(word=""), name="word_not_empty")]
        indexes = [
            models.Index(OpClass(F("word"), "text_pattern_ops"), name="word_by_beginning"),  # what goes on with what was typed
            GinIndex(fields=["lexemes"], name="word_by_lexeme"),  # is this a word that is used?
            GinIndex(fields=["deletions"], name="word_by_deletion"),  # words that differ by a letter or two
        ]

    def __str__(self) -> str:
        return self.word


class ScoreMark(models.Model):
    """Who stood at a rank by score when that was last counted: the best so many are found by an index, whatever they say.

    Written anew by services.count_listed; `vendor` is an id alone, as who stands there may be gone.
    """

    rank = models.PositiveIntegerField(primary_key=True)
    score = models.FloatField()
    vendor = models.BigIntegerField()
    vendors = models.PositiveIntegerField()  # how many there were

    def __str__(self) -> str:
        return f"{self.rank} of {self.vendors}"


class PlaceKind(models.TextChoices):
    """What is typed as a place."""

    CITY = "city"
    POSTCODE = "postcode"


class Place(models.Model):
    """A city or postcode in which vendors are, in the middle of them; without coordinates while no vendor there has any."""

    slug = models.CharField(max_length=100, primary_key=True)  # of a city, Vendor.city_slug
    kind = models.CharField(max_length=8, choices=PlaceKind)
    name = models.CharField(max_length=80)
    key = models.CharField(max_length=80)  # words of the name, folded, joined: what is compared with what was typed
    country = models.CharField(max_length=2)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    vendors = models.PositiveIntegerField(default=1)  # listed there; counted by services.count_listed

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PlaceKind.values), name="place_kind_known"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False, latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="place_whole",
            ),
        ]
        indexes = [
            models.Index(OpClass(F("key"), "text_pattern_ops"), name="place_by_beginning"),  # a place as it is typed
            models.Index(fields=["kind", "-vendors", "slug"], name="place_by_size"),  # the sitemap's cities
        ]

    def __str__(self) -> str:
        return self.name
