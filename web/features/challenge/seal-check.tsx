/** Recomputes the fingerprint of an opened bid on this device, so that nobody has to believe the server. */
import { CheckCircleOutlined, CloseCircleOutlined } from '@ant-design/icons'
import { Tag } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

async function sha256Hex(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(digest), byte => byte.toString(16).padStart(2, '0')).join('')
}

/** `text` is what the commitment was computed from. Nothing is shown where the browser cannot compute (no HTTPS). */
export function SealCheck({ text, commitment }: { text: string; commitment: string }) {
  const { t } = useTranslation()
  const [fits, setFits] = useState<boolean | null>(null)
  useEffect(() => {
    let isCurrent = true
    if (typeof crypto.subtle === 'undefined') return
    void sha256Hex(text).then(hex => isCurrent && setFits(hex === commitment))
    return () => {
      isCurrent = false
    }
  }, [text, commitment])
  if (fits === null) return null
  return fits ? (
    <Tag color="success" icon={<CheckCircleOutlined />}>
      {t('bid.sealFits')}
    </Tag>
  ) : (
    <Tag color="error" icon={<CloseCircleOutlined />}>
      {t('bid.sealBroken')}
    </Tag>
  )
}
