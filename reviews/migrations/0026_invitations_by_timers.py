"""Invitations that are still to come become timers. Their rows stay open, so that the code before this one would find them."""

from django.db import migrations

CARRY_OVER = """
INSERT INTO timers_timer (kind, subject, payload, state, due_at, try_at, attempts, last_error)
SELECT 'review.invitation', o.uid, '{}', 'planned', i.due_at, i.due_at, 0, ''
FROM reviews_reviewinvitation i JOIN orders_order o ON o.id = i.order_id
WHERE i.invited_at IS NULL AND i.dropped_at IS NULL
ON CONFLICT DO NOTHING;
"""
CARRY_BACK = """
INSERT INTO reviews_reviewinvitation (order_id, due_at)
SELECT o.id, t.due_at FROM timers_timer t JOIN orders_order o ON o.uid = t.subject
WHERE t.kind = 'review.invitation' AND t.state IN ('planned', 'dead')
ON CONFLICT DO NOTHING;
DELETE FROM timers_timer WHERE kind = 'review.invitation' AND state IN ('planned', 'dead');
"""


class Migration(migrations.Migration):
    dependencies = [("reviews", "0025_answers_moderated"), ("timers", "0002_settled_stays")]
    operations = [migrations.RunSQL(CARRY_OVER, CARRY_BACK)]
