import { useTranslation } from 'react-i18next'
import { formatYuan } from '#domain/money.ts'
import { wanYuan } from './amount.ts'

/** 120.5 万元 */
export function Amount({ fen }: { fen: number }) {
  const { t } = useTranslation()
  return (
    <span title={`${formatYuan(BigInt(fen))} ${t('common.yuan')}`} style={{ whiteSpace: 'nowrap' }}>
      {wanYuan(fen)} {t('common.wanYuan')}
    </span>
  )
}

/** 50 — 120 万元; 50 万元 起; 不超过 120 万元; 面议 */
export function AmountRange({ minFen, maxFen }: { minFen: number | null; maxFen: number | null }) {
  const { t } = useTranslation()
  const unit = t('common.wanYuan')
  if (minFen === null && maxFen === null) return <span>{t('common.negotiable')}</span>
  if (minFen !== null && maxFen !== null)
    return minFen === maxFen ? (
      <Amount fen={minFen} />
    ) : (
      <span>
        {t('common.range', { min: wanYuan(minFen), max: wanYuan(maxFen) })} {unit}
      </span>
    )
  if (minFen !== null) return <span>{t('common.from', { min: `${wanYuan(minFen)} ${unit}` })}</span>
  return <span>{t('common.upTo', { max: `${wanYuan(maxFen ?? 0)} ${unit}` })}</span>
}
