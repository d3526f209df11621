import type { Texts } from '@shared/i18n/texts'

export const texts = {
  title: ['药具', 'Supplies'],
  lead: ['各服务点的药具：领发不记名。', 'Stock of each site; hand-outs name nobody.'],
  site: ['服务点', 'Site'],
  newSite: ['新设服务点', 'New site'],
  name: ['名称', 'Name'],
  division: ['区划', 'Division'],
  close: ['关闭服务点', 'Close the site'],
  closeLead: ['从今天起不再提供服务；已约的检查和剩余库存仍照常处理。', 'It gives no service from today on; what is booked or in stock is still dealt with.'],
  noSites: ['还没有服务点。', 'There is no site yet.'],
  stock: ['库存', 'Stock'],
  movements: ['收发记录', 'What came and went'],
  item: ['品名', 'Item'],
  lot: ['批号', 'Lot'],
  expires: ['有效期至', 'Expires'],
  expired: ['已过期', 'Expired'],
  onHand: ['库存', 'On hand'],
  receive: ['入库', 'Receive'],
  handOut: ['发放', 'Hand out'],
  quantity: ['数量', 'Quantity'],
  adjust: ['调整', 'Adjust'],
  adjustLead: ['核销过期、损坏、遗失的，或登记盘盈。', 'Write off what has expired, is damaged or lost, or book in what was found.'],
  kind: ['种类', 'Kind'],
  day: ['日期', 'Day'],
  handle: ['办理', 'Handle'],
  noStock: ['没有库存。', 'There is no stock.'],
  noMovements: ['还没有收发过。', 'Nothing has come or gone.'],
} satisfies Texts

export const MOVEMENTS: Texts = { received: ['入库', 'Received'], 'handed-out': ['发放', 'Handed out'], expired: ['过期核销', 'Expired'], damaged: ['损坏核销', 'Damaged'], lost: ['遗失核销', 'Lost'], found: ['盘盈', 'Found'] }
export const ADJUSTMENTS = Object.fromEntries(Object.entries(MOVEMENTS).filter(([kind]) => !['received', 'handed-out'].includes(kind)))
