import { Tabs as AntTabs, type TabsProps } from 'antd'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'

/** Tabs whose choice stands in the address, so that going back comes back to it. */
export function Tabs({ items }: { items: NonNullable<TabsProps['items']> }): ReactNode {
  const [search, setSearch] = useSearchParams()
  const first = items[0]?.key ?? ''
  return <AntTabs items={items} activeKey={search.get('tab') ?? first} onChange={(tab) => { setSearch({ tab }, { replace: true }) }} destroyOnHidden />
}
