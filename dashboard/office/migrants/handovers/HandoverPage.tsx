import { useCode } from '@shared/codes/useCode'
import { formatDate, formatTime } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Skeleton, Tag } from 'antd'
import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import { Trouble } from '../../app/Trouble'
import { useDivisionName } from '../../ui/divisions'
import { Facts } from '../../ui/Facts'
import { Page } from '../../ui/Page'
import { STATUS } from '../texts'
import { Answer } from './Answer'
import { BothSides } from './BothSides'
import { useHandover, type Handover } from './handover'
import { People } from './People'
import { Services } from './Services'
import { REASONS, SIDES, STATES, STEPS, texts } from './texts'

export default function HandoverPage(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const { id = '' } = useParams()
  const { data: handover, error, refetch } = useHandover(id)
  if (error) return <Trouble error={error} again={() => void refetch()} />
  if (!handover) return <Skeleton active />
  return (
    <Page title={`${t('title')} · ${code(SIDES, handover.side)}`} lead={t('releaseNote')} actions={<Answer handover={handover} />}>
      <div className="stack">
        <BothSides handover={handover} />
        <Standing handover={handover} />
        <People handover={handover} />
        <Services handover={handover} />
        <div className="columns"><Log handover={handover} /><Messages handover={handover} /></div>
      </div>
    </Page>
  )
}

/** The county (six digits) of this side. */
const oursOf = (handover: Handover) => (handover.side === 'gives' ? handover.from_division : handover.to_division).slice(0, 6)

function Standing({ handover }: { handover: Handover }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const place = useDivisionName()
  const here = handover.responsible !== handover.peer || oursOf(handover) === handover.peer
  return (
    <section className="panel">
      <Facts
        items={[
          [t('state'), <Tag key="s">{code(STATES, handover.state)}</Tag>],
          [t('responsible'), <strong key="r">{t(here ? 'thisCounty' : 'thatCounty', { code: handover.responsible })}</strong>],
          [t('peer'), handover.peer],
          [t('from'), place(handover.from_division)],
          [t('to'), place(handover.to_division)],
          [t('answerBy'), formatDate(handover.answer_by)],
          [t('reason'), handover.reason === null ? null : code(REASONS, handover.reason)],
          [t('note'), handover.note],
        ]}
      />
    </section>
  )
}

function Log({ handover }: { handover: Handover }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  return (
    <section className="panel">
      <h2>{t('log')}</h2>
      <table className="plain">
        <tbody>
          {handover.log.map((line) => (
            <tr key={line.at + line.step}><th scope="row">{code(STEPS, line.step)}</th><td>{line.by}</td><td className="number">{formatTime(line.at)}</td></tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Messages({ handover }: { handover: Handover }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  return (
    <section className="panel">
      <h2>{t('messages')}</h2>
      {handover.receipts.length === 0 && <p className="soft">{t('noMessages')}</p>}
      <table className="plain">
        <tbody>
          {handover.receipts.map((receipt) => (
            <tr key={receipt.queued_at + receipt.type}>
              <th scope="row" className="code">{receipt.type}</th>
              <td><Tag color={receipt.status === 'applied' ? 'green' : ['rejected', 'failed'].includes(receipt.status) ? 'red' : 'blue'}>{code(STATUS, receipt.status)}</Tag>{receipt.code}</td>
              <td className="number">{formatTime(receipt.settled_at ?? receipt.queued_at)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
