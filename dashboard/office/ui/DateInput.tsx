import { Input } from 'antd'
import { lazy, Suspense, type ReactNode } from 'react'
import type { DateProps } from './DatePicker'

// A calendar is a tenth of the whole script, and most pages are read without one.
const DatePicker = lazy(() => import('./DatePicker'))

/** A calendar date as `YYYY-MM-DD`; it can be typed. */
export function DateInput(props: DateProps): ReactNode {
  return <Suspense fallback={<Input value={props.value ?? ''} readOnly {...(props.id ? { id: props.id } : {})} />}><DatePicker {...props} /></Suspense>
}
