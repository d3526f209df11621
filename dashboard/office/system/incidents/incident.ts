import type { Schemas } from '@shared/api/client'

export type Incident = Schemas['IncidentDetail']
