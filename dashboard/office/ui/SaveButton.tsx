import { saveFile } from '@shared/api/client'
import { Button, type ButtonProps } from 'antd'
import { useState, type ReactNode } from 'react'
import { Trouble } from '../app/Trouble'

interface Props {
  address: string
  /** What the file is called on the reader's machine. */
  name: string
  label: string
  button?: ButtonProps
}

/** Saves a paper or a table behind the gateway; says beside it why it cannot. */
export function SaveButton({ address, name, label, button }: Props): ReactNode {
  const [trouble, setTrouble] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const save = () => {
    setBusy(true)
    setTrouble(null)
    saveFile(address, name).catch(setTrouble).finally(() => { setBusy(false) })
  }
  return (
    <>
      <Button className="no-print" {...button} loading={busy} onClick={save}>{label}</Button>
      {trouble !== null && <Trouble error={trouble} />}
    </>
  )
}
