"""What a birth here names: re-pointed when it is heard after one of these people was merged into another entry."""

from chassis.repointing import Reference

PARENTS = (
    Reference("children", "birth_id", "mother_id"),
    Reference("children", "birth_id", "father_id"),
)
CHILDREN = (
    Reference("children", "birth_id", unless="EXISTS (SELECT FROM children o WHERE o.person_id = $3)"),
    *PARENTS,
)
