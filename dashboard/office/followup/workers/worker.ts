import type { Schemas } from '@shared/api/client'

export type Worker = Schemas['WorkerSeen']
