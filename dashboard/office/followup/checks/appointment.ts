import type { Schemas } from '@shared/api/client'

export type Appointment = Schemas['AppointmentSeen']
