import type { ReactNode } from 'react'
import { Link } from 'react-router'

/** The way to a page, with what it is for. */
export function Way({ to, title, lead }: { to: string; title: string; lead: string }): ReactNode {
  return <Link to={to} className="panel count"><strong>{title}</strong><span className="soft">{lead}</span></Link>
}
