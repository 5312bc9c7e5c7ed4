"""Records: the row for lists, the MARC kept whole, the numbers, the subjects, and the document for search."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from carrel.cellar.marc import MarcRecord, from_iso2709
from carrel.rooms.catalogue import phrases
from carrel.rooms.catalogue.rules.document import LONGEST_NAME, LONGEST_NUMBER, LONGEST_SORT, LONGEST_TITLE
from carrel.rooms.catalogue.rules.levels import LONGEST_TEXT
from carrel.rooms.catalogue.rules.terms import LONGEST_WORD


class Record(models.Model):
    """One title: what the district knows of a book, a film, a model of Chromebook.

    Every column but the last four is extracted from the MARC by rules.columns_of and never set by hand. A record with
    `merged_into` is a pointer: its numbers resolve to the other, and search does not show it.
    """

    control_number = models.CharField(max_length=LONGEST_NUMBER, blank=True)
    format = models.CharField(_("kind"), max_length=20, choices=list(phrases.FORMAT_WORDS.items()), default="book")
    title = models.CharField(_("title"), max_length=LONGEST_TITLE)
    subtitle = models.CharField(_("subtitle"), max_length=LONGEST_TITLE, blank=True)
    title_sort = models.CharField(max_length=LONGEST_SORT, blank=True)
    author = models.CharField(_("author"), max_length=LONGEST_NAME, blank=True)
    author_sort = models.CharField(max_length=LONGEST_SORT, blank=True)
    illustrator = models.CharField(_("illustrator"), max_length=LONGEST_NAME, blank=True)
    publisher = models.CharField(_("publisher"), max_length=LONGEST_NAME, blank=True)
    year = models.SmallIntegerField(_("year"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=3, blank=True)
    audience = models.CharField(_("audience"), max_length=LONGEST_NAME, blank=True)
    fiction = models.BooleanField(_("fiction"), null=True, blank=True)
    series = models.CharField(_("series"), max_length=LONGEST_TITLE, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    call_number = models.CharField(_("call number"), max_length=LONGEST_NUMBER, blank=True)
    call_number_scheme = models.CharField(max_length=10, blank=True)
    call_number_sort = models.CharField(max_length=LONGEST_SORT, blank=True)
    is_brief = models.BooleanField(default=False)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_records"
    )
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["title_sort"], name="record_title"),
            models.Index(fields=["author_sort"], name="record_author"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="record_has_title"),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="record_not_merged_into_itself"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def readers(self) -> phrases.Text:
        """Whom the record is meant for, in the reader's language where the record says it by a code."""
        return phrases.AUDIENCE_WORDS.get(self.audience, self.audience)


class RecordMarc(models.Model):
    """The record as it came, in ISO 2709 and UTF-8: nothing it holds is dropped, whether we understand it or not."""

    record = models.OneToOneField(Record, on_delete=models.CASCADE, primary_key=True, related_name="marc")
    iso2709 = models.BinaryField()

    def __str__(self) -> str:
        return f"MARC of record {self.record_id}"

    @property
    def parsed(self) -> MarcRecord:
        return from_iso2709(bytes(self.iso2709))


class RecordNumber(models.Model):
    """A number a record is known by. Two records may share one: publishers use an ISBN twice."""

    # record_number_once begins with the record, and is its index as well.
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="numbers", db_index=False)
    kind = models.CharField(max_length=8, choices=list(phrases.NUMBER_WORDS.items()))
    value = models.CharField(max_length=LONGEST_NUMBER)

    class Meta:
        indexes = [models.Index(fields=["value"], name="record_number_value")]
        constraints = [
            models.UniqueConstraint(fields=["record", "kind", "value"], name="record_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"


class RecordSubject(models.Model):
    """A subject or genre heading of a record, as written and folded."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="subjects")
    heading = models.CharField(max_length=LONGEST_NAME)
    folded = models.CharField(max_length=LONGEST_NAME)

    class Meta:
        indexes = [models.Index(fields=["folded"], name="record_subject_folded")]

    def __str__(self) -> str:
        return self.heading


class RecordLevel(models.Model):
    """One reading or interest level of a record (rules.levels): tenths of the measure's unit, and as it is written."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="levels")
    measure = models.CharField(max_length=10, choices=list(phrases.MEASURE_WORDS.items()))
    low = models.SmallIntegerField()
    high = models.SmallIntegerField()
    text = models.CharField(max_length=LONGEST_TEXT)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(low__lte=F("high")), name="record_level_in_order")]

    def __str__(self) -> str:
        return f"{self.measure} {self.text}"


class SearchTerm(models.Model):
    """A word that stands in titles, names or subjects, and in how many records; spelling suggestions come from here."""

    term = models.CharField(max_length=LONGEST_WORD, primary_key=True)
    records = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.term


class Topic(models.Model):
    """How a topic of the subject facet is written: its facet word (rules.facets.topic_word) and one heading's text."""

    word = models.CharField(max_length=LONGEST_WORD, primary_key=True)
    heading = models.CharField(max_length=LONGEST_NAME)

    def __str__(self) -> str:
        return self.heading


class SearchDocument(models.Model):
    """What is searched: four folded texts in falling weight, and the facet words (rules.facets).

    ``facets`` are those the record has of itself, ``held`` say where its copies stand and are set by the inventory.

    The database keeps its own index over them in step (queries.index); a merged record has no document.
    """

    record = models.OneToOneField(Record, on_delete=models.CASCADE, primary_key=True, related_name="document")
    title = models.TextField(blank=True)
    author = models.TextField(blank=True)
    subject = models.TextField(blank=True)
    rest = models.TextField(blank=True)
    facets = models.TextField(blank=True)
    held = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"document of record {self.record_id}"
