import { useTexts } from '@shared/i18n/texts'
import type { Enrolment } from '@shared/session/session'
import { Typography } from 'antd'
import type { ReactNode } from 'react'
import { texts } from './texts'

/** What to scan, and what to keep: shown once, until the first code is right. */
export function NewFactor({ enrolment }: { enrolment: Enrolment }): ReactNode {
  const t = useTexts(texts)
  return (
    <section style={{ marginBottom: 16 }}>
      <img src={enrolment.qr} alt={t('enrolPicture')} width={200} height={200} />
      <Typography.Paragraph copyable className="code">{enrolment.secret}</Typography.Paragraph>
      <Typography.Text strong>{t('recoveryCodes')}</Typography.Text>
      <Typography.Paragraph copyable className="code" style={{ whiteSpace: 'pre-line' }}>
        {enrolment.recovery_codes.join('\n')}
      </Typography.Paragraph>
    </section>
  )
}
