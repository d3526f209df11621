import type { ReactNode } from 'react'

/** A page's heading, what it is for, and its actions. */
export function Page({ title, lead, actions, children }: { title: ReactNode; lead?: ReactNode; actions?: ReactNode; children?: ReactNode }): ReactNode {
  return (
    <>
      <div className="between">
        <div>
          <h1>{title}</h1>
          {lead !== undefined && <p className="lead" style={{ marginBottom: 0 }}>{lead}</p>}
        </div>
        {actions !== undefined && <div className="row no-print">{actions}</div>}
      </div>
      {children}
    </>
  )
}
