import type { ReactNode } from 'react'

/** One file of the person's own, read in this browser alone. */
export function FilePick({ onChange, id, accept }: { value?: File; onChange?: (file: File | undefined) => void; id?: string; accept?: string }): ReactNode {
  return <input type="file" className="file-pick" {...(id ? { id } : {})} {...(accept ? { accept } : {})} onChange={({ target }) => onChange?.(target.files?.[0])} />
}
