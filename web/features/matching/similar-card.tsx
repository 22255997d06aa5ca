/** 相似: the five nearest of the same library, beside a listing. */
import { Card, Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useQuery } from 'urql'
import type { Library } from '#domain/listing.ts'
import { nameOf, pathOf } from '#web/ui/library.ts'
import { splitByStrength } from './explanation.ts'
import { similarQuery } from './match-documents.ts'
import { StrengthTag } from './match-hit.tsx'

/** Nothing at all where nothing is similar: the card is an offer, not an answer. */
export function SimilarCard({ library, id }: { library: Library; id: string }) {
  const { t } = useTranslation()
  const [{ data }] = useQuery({ query: similarQuery, variables: { id } })
  const matches = data?.node && 'matches' in data.node ? data.node.matches : []
  const { good, weak } = splitByStrength(matches)
  if (good.length + weak.length === 0) return null
  return (
    <Card size="small" title={t(`matching.similar.${library}`)}>
      <Flex vertical gap={10}>
        {[...good, ...weak].map(({ listing, strength }) => (
          <div key={listing.id}>
            <Link to={pathOf(listing)}>
              <bdi>{nameOf(listing)}</bdi>
            </Link>
            <br />
            <StrengthTag strength={strength} />
          </div>
        ))}
      </Flex>
    </Card>
  )
}
