"""Whether a site is ready for work."""

from uuid import UUID

import strawberry

from backend.core import nouns
from backend.core.graphql.context import Info
from backend.core.nouns import SetUp
from backend.core.session import Session
from backend.worklist import readiness_queries as queries
from backend.worklist.readiness_queries import ReadinessKind, ReadinessStep

strawberry.enum(ReadinessKind, name="ReadinessKind", description="Steps of the set-up, in their order.")


@strawberry.type(name="ReadinessStep", description="One step of the set-up of a site.")
class ReadinessStepNode:
    kind: ReadinessKind
    count: int = strawberry.field(
        description="What there is; for UNHEARD and LIMITS the sources that lack it, for RED_WATCHED the"
        " events."
    )
    is_done: bool

    @classmethod
    def of(cls, step: ReadinessStep) -> "ReadinessStepNode":
        return cls(kind=step.kind, count=step.count, is_done=step.is_done)


@strawberry.type
class ReadinessQuery:
    @strawberry.field(
        description="For who sets up the site: NOT_ALLOWED for others. `withUnheard`, `withRegister`: with"
        " these steps; pages that know them ask.",
    )
    async def site_readiness(
        self, info: Info, site_id: UUID, with_unheard: bool = False, with_register: bool = False
    ) -> list[ReadinessStepNode]:
        viewer, now = info.context.viewer, info.context.now
        declared = nouns.all_of(SetUp) if with_register else ()

        def steps(session: Session) -> list[ReadinessStep]:
            own = queries.readiness(session, viewer, site_id, with_unheard=with_unheard)
            return queries.with_steps(
                own, [step for each in declared for step in each.steps(session, viewer, site_id, now)]
            )

        found = await info.context.read(steps)
        return [ReadinessStepNode.of(each) for each in found]
