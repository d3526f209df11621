import { useId, type ReactNode } from 'react'

/** A labelled field with its fault below it, read out together. */
export function Field({ label, fault, children }: { label: string; fault?: string | undefined; children: (told: { id: string; 'aria-invalid': boolean; 'aria-describedby': string | undefined }) => ReactNode }): ReactNode {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-invalid': fault !== undefined, 'aria-describedby': fault === undefined ? undefined : `${id}-fault` })}
      {fault !== undefined && <span className="fault" id={`${id}-fault`} role="alert">{fault}</span>}
    </div>
  )
}

/** One of a few, as big buttons. */
export function Choice<T extends string>({ label, value, options, change, fault }: { label: string; value: T | ''; options: readonly (readonly [T, string])[]; change: (value: T) => void; fault?: string | undefined }): ReactNode {
  const name = useId()
  return (
    <fieldset className="field choice">
      <legend>{label}</legend>
      <div className="choices">
        {options.map(([key, text]) => (
          <label key={key}><input type="radio" name={name} checked={value === key} onChange={() => { change(key) }} /><span>{text}</span></label>
        ))}
      </div>
      {fault !== undefined && <span className="fault" role="alert">{fault}</span>}
    </fieldset>
  )
}
