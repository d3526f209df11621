/** Reads a CSV (RFC 4180): quoted cells, doubled quotes, line ends inside quotes. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  const endRow = () => {
    row.push(cell)
    rows.push(row)
    row = []
    cell = ''
  }
  const source = text.replace(/^\uFEFF/, '')
  for (let at = 0; at < source.length; at += 1) {
    const sign = source[at]
    if (quoted) {
      if (sign !== '"') cell += sign
      else if (source[at + 1] === '"') { cell += '"'; at += 1 } else quoted = false
    } else if (sign === '"') quoted = true
    else if (sign === ',') { row.push(cell); cell = '' }
    else if (sign === '\n') endRow()
    else if (sign !== '\r') cell += sign
  }
  if (cell !== '' || row.length > 0) endRow()
  return rows
}

export function toCsv(rows: readonly (readonly string[])[]): string {
  const quote = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
  return '\uFEFF' + rows.map((row) => row.map(quote).join(',')).join('\r\n') + '\r\n'
}

export interface Rejected {
  row: string
  faults: { column: string; message: string }[]
  cells: string[]
}

/** A rejections file: `row,column,code,message`, then the cells as given; one line for each fault. */
export function readRejections(text: string): { columns: string[]; rows: Rejected[] } {
  const [header = [], ...lines] = parseCsv(text)
  const rows = new Map<string, Rejected>()
  for (const [row = '', column = '', , message = '', ...cells] of lines) {
    const known = rows.get(row) ?? { row, faults: [], cells }
    known.faults.push({ column, message })
    rows.set(row, known)
  }
  return { columns: header.slice(4), rows: [...rows.values()] }
}
