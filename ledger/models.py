"""The rows of the log: chains with their entries, the queue, and the tree with what was signed of it.

Above the line (chain, entry, opening, queue) stands what requests write, below it what the sealer alone writes.
"""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length, Now
from django.db.models.lookups import Exact

from common.append_only import AppendOnlyModel


class Chain(models.Model):
    """The entries about one thing, in order. A public chain has a name that its key follows from; a private key is random.

    Never deleted; the one change is that a private key is forgotten (a trigger refuses any other).
    """

    name = models.CharField(max_length=120, null=True, unique=True)
    key = models.BinaryField(max_length=32, null=True)
    chain_id = models.BinaryField(max_length=32, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(key__isnull=True) | Q(Exact(Length("key"), 32)), name="chain_key_length"),
            models.CheckConstraint(condition=Exact(Length("chain_id"), 32), name="chain_id_length"),
        ]

    def __str__(self) -> str:
        return self.name or f"private chain {self.pk}"


class Entry(AppendOnlyModel):
    """One entry of a chain: what the log gets of it (`leaf`) and what it hides behind a commitment (`payload`).

    The database refuses a gap, a time that falls or is not now, and a hash that is not the leaf's (migration 0002).
    """

    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="entries", db_index=False)
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=30)
    payload = models.BinaryField()
    leaf = models.BinaryField()
    leaf_hash = models.BinaryField(unique=True)
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "entries"
        constraints = [models.UniqueConstraint(fields=["chain", "seq"], name="ledger_entry_once")]

    def __str__(self) -> str:
        return f"{self.chain_id}/{self.seq} {self.kind}"


class Opening(models.Model):
    """What opens an entry: the salt of its payload, and its fields as `{name: {"salt": b64, "value": str}}`.

    A field of a public chain that everybody may see opened has `"public": true` as well. Deleted, or with a field taken out, to
    erase: what is left in the log then says nothing, and every proof stays valid.
    """

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="opening")
    salt = models.BinaryField(max_length=32)
    fields = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"opening of {self.entry_id}"


class QueuedLeaf(models.Model):
    """A leaf that waits for its place in the log; written by the transaction of its entry."""

    leaf = models.BinaryField()
    leaf_hash = models.BinaryField()
    queued_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "ledger_queue"
        verbose_name_plural = "queued leaves"

    def __str__(self) -> str:
        return f"queued {self.pk}"


# --- What the sealer alone writes -------------------------------------------------------------------------------------


class Leaf(AppendOnlyModel):
    """A leaf at its place. Indexes have no gap."""

    index = models.BigIntegerField(primary_key=True)
    leaf = models.BinaryField()
    leaf_hash = models.BinaryField(unique=True)  # a leaf twice in the queue stops the sealer, by design

    class Meta:
        verbose_name_plural = "leaves"

    def __str__(self) -> str:
        return f"leaf {self.index}"


class Tile(models.Model):
    """Up to 256 hashes of one level of the tree (C2SP tlog-tiles); a partial tile is a prefix of the row. It only grows."""

    pk = models.CompositePrimaryKey("level", "index")
    level = models.PositiveSmallIntegerField()
    index = models.BigIntegerField()
    data = models.BinaryField(max_length=8192)

    def __str__(self) -> str:
        return f"tile {self.level}/{self.index}"


class TreeState(models.Model):
    """The tree as it stands; one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    size = models.BigIntegerField(default=0)
    root = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="tree_state_once")]

    def __str__(self) -> str:
        return f"tree of {self.size}"


class Checkpoint(AppendOnlyModel):
    """The root after each batch, before anybody signed it."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=32)
    integrated_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"checkpoint {self.size}"


class SignedCheckpoint(AppendOnlyModel):
    """A checkpoint as it was signed: the note, with the log's own signatures."""

    size = models.BigIntegerField(primary_key=True)
    note = models.TextField()
    signed_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"signed {self.size}"


class Cosignature(AppendOnlyModel):
    """A witness's line under a signed checkpoint, and when the witness says it saw it."""

    checkpoint = models.ForeignKey(SignedCheckpoint, on_delete=models.PROTECT, related_name="cosignatures", db_index=False)
    witness = models.CharField(max_length=200)
    line = models.CharField(max_length=500)
    cosigned_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["checkpoint", "witness", "cosigned_at"], name="cosignature_once"),
        ]

    def __str__(self) -> str:
        return f"{self.witness} on {self.checkpoint_id}"


class LogKey(AppendOnlyModel):
    """A public key that the log signs or signed with; kept for ever, since old notes need it."""

    vkey = models.CharField(max_length=300, unique=True)
    added_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return self.vkey


class SlotIndex(models.Model):
    """The sorted slots of the first `size` leaves and the root over them, logged as `index.slots`: what proves absence.

    The hashes (`SlotTile`) of all but the newest few are forgotten; anybody can compute them again from the entries.
    """

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=32)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "slot indexes"

    def __str__(self) -> str:
        return f"slots below {self.size}"


class SlotTile(models.Model):
    """Up to 256 hashes of one level of a slot index; level -1 has the slots themselves, sorted."""

    pk = models.CompositePrimaryKey("size", "level", "index")
    size = models.BigIntegerField()
    level = models.SmallIntegerField()
    index = models.BigIntegerField()
    data = models.BinaryField(max_length=8192)

    def __str__(self) -> str:
        return f"slot tile {self.size}/{self.level}/{self.index}"


class AuditRun(AppendOnlyModel):
    """What one nightly audit looked at and found."""

    started_at = models.DateTimeField(db_default=Now())
    size = models.BigIntegerField()  # leaves that it re-hashed
    mismatches = models.PositiveIntegerField()
    findings = models.JSONField(default=list)  # the first of them, in words

    def __str__(self) -> str:
        return f"audit of {self.size}: {self.mismatches} mismatches"
