import { Button, Modal, type ButtonProps } from 'antd'
import { useRef, useState, type ReactNode } from 'react'
import { SendForm, type Sending } from './SendForm'

interface Props<F, R> extends Sending<F, R> {
  label: string
  title?: string
  lead?: ReactNode
  children?: ReactNode
  button?: ButtonProps
  width?: number
  /** For a window that was asked for by another button. */
  openAtOnce?: boolean
}

/** A button that asks what it needs in a window, and does it. */
export function Act<F extends object, R>({ label, title, lead, children, button, width, openAtOnce = false, ...sending }: Props<F, R>): ReactNode {
  const [open, setOpen] = useState(openAtOnce)
  // A window that opened at once has no button to give the focus back to: it goes to this one.
  const opener = useRef<HTMLButtonElement>(null)
  // What was sent is not offered again; what was not is kept, also when the window is closed.
  const [round, setRound] = useState(0)
  const done = (answer: R) => {
    setOpen(false)
    setRound(round + 1)
    sending.done?.(answer)
  }
  return (
    <>
      <Button {...button} ref={opener} onClick={() => { setOpen(true) }}>{label}</Button>
      <Modal open={open} title={title ?? label} footer={null} afterClose={() => { if (document.activeElement === document.body) opener.current?.focus() }} onCancel={() => { setOpen(false) }} mask={{ closable: false }} width={width ?? 520} destroyOnHidden={false}>
        {lead !== undefined && <p className="soft">{lead}</p>}
        <SendForm<F, R> key={round} {...sending} done={done} submit={sending.submit ?? label}>{children}</SendForm>
      </Modal>
    </>
  )
}
