"""What a decision changes, as one SQL expression: the preview lists it, the application carries it out.

Plans of a decision pass through these tables of a query: ``chosen`` (running plans and their decision), ``wanted``
(every visit that the new version plans for them), and ``differs`` (what is not as wanted; equal rows fall out, so
nothing is touched that stays as it is).

- keep: nothing is wanted but what is there.
- rebase: windows of the new version, from each visit's own base; closed visits stay; a new step is added while it
  can still be met; an open visit of a step that is gone ends.
- restart: what is open ends, and everything is planned anew from the day of the decision, in the plan's next round.

Visits that rest because the person lives elsewhere get the same windows, and go on resting: who comes back is owed what
the new windows say.
"""

from services.followup.visits.rules import UNFINISHED
from services.followup.visits.windows import STEP_ARRAYS, laid_out_sql, steps_sql, windows_sql

UNFINISHED_SQL = ", ".join(f"'{state}'" for state in UNFINISHED)

# $1 protocol, $2 from_version, $3 division from, $4 division below, $5 decision, $6 exceptions, $7 today,
# then the steps of the new version.
_FIRST_STEP = 8
LIMITS = _FIRST_STEP + STEP_ARRAYS
"""The first parameter that a query may add."""

_CHOSEN = """
chosen AS MATERIALIZED (
    SELECT id, person_id, division, away, anchor_on, round, decision FROM (
        SELECT p.id, p.person_id, p.division, NOT starts_with(p.division, p.county) AS away, p.anchor_on, p.round,
               coalesce(($6::jsonb) ->> p.id::text, $5) AS decision
          FROM plans p
         WHERE p.protocol = $1 AND p.version = $2 AND p.state = 'active'
           AND p.division >= $3 AND p.division < $4 {limits}
    ) decided
)"""

_LAID_OUT = f"""
laid_out AS MATERIALIZED ({
    laid_out_sql("SELECT DISTINCT anchor_on AS base_on FROM chosen WHERE decision = 'rebase'", _FIRST_STEP)
})"""

_WANTED = f"""
wanted AS (
    SELECT c.id AS plan_id, c.person_id, c.division, c.away, c.round, c.anchor_on AS base_on,
           w.step, w.occurrence, w.place, w.earliest_on, w.due_on, w.latest_on
      FROM chosen c JOIN laid_out w ON w.base_on = c.anchor_on
     WHERE c.decision = 'rebase'
    UNION ALL
    SELECT c.id, c.person_id, c.division, c.away, v.round, v.base_on, s.step, s.occurrence, s.place,
           w.earliest_on, w.due_on, w.latest_on
      FROM chosen c JOIN visits v ON v.plan_id = c.id AND v.round = c.round
      JOIN {steps_sql(_FIRST_STEP)} ON s.step = v.step AND s.occurrence = v.occurrence {windows_sql("v.base_on")}
     WHERE c.decision = 'rebase' AND s.conditional
    UNION ALL
    SELECT c.id, c.person_id, c.division, c.away, c.round + 1, $7::date, s.step, s.occurrence, s.place,
           w.earliest_on, w.due_on, w.latest_on
      FROM chosen c CROSS JOIN {steps_sql(_FIRST_STEP)} {windows_sql("$7::date")}
     WHERE c.decision = 'restart' AND NOT s.conditional
)"""

_THERE = """
there AS (
    SELECT v.id, v.plan_id, v.round, v.step, v.occurrence, v.state, v.place, v.earliest_on, v.due_on, v.latest_on,
           v.attempts, c.division
      FROM chosen c JOIN visits v ON v.plan_id = c.id AND v.round = c.round
     WHERE c.decision <> 'keep'
)"""

# A visit that a failed try has turned into a call stays a call.
_DIFFERS = f"""
differs AS MATERIALIZED (
    SELECT coalesce(t.plan_id, w.plan_id) AS plan_id, coalesce(t.division, w.division) AS division, w.away,
           t.id AS visit_id, t.state, coalesce(t.step, w.step) AS step,
           coalesce(t.occurrence, w.occurrence) AS occurrence,
           w.person_id, w.round, w.base_on, CASE WHEN t.attempts > 0 THEN t.place ELSE w.place END AS place,
           t.due_on, w.earliest_on AS new_earliest_on, w.due_on AS new_due_on, w.latest_on AS new_latest_on,
           CASE WHEN t.id IS NULL THEN 'added' WHEN w.plan_id IS NULL THEN 'ended' ELSE 'moved' END AS kind
      FROM there t FULL JOIN wanted w
        ON w.plan_id = t.plan_id AND w.round = t.round AND w.step = t.step AND w.occurrence = t.occurrence
     WHERE (t.id IS NULL AND w.latest_on >= $7::date)
        OR (w.plan_id IS NULL AND t.state IN ({UNFINISHED_SQL}))
        OR (t.state IN ({UNFINISHED_SQL}) AND w.plan_id IS NOT NULL
            AND ((t.earliest_on, t.due_on, t.latest_on) <> (w.earliest_on, w.due_on, w.latest_on)
                 OR (t.place <> w.place AND t.attempts = 0)))
)"""


def difference_sql(limits: str = "") -> str:
    """``WITH chosen, wanted, there, differs``; ``limits`` (code, never input) narrows the plans ``p``."""
    return "WITH " + ",".join([_CHOSEN.format(limits=limits), _LAID_OUT, _WANTED, _THERE, _DIFFERS])
