/** What the document is: as it stands on its first page. */
import { Col, Row } from 'antd'
import { useTranslation } from 'react-i18next'
import { policyStatuses } from '#domain/subsidy/pack/policy-pack.ts'
import { RegionSelect } from '#web/ui/code-select.tsx'
import { DayInput } from '#web/ui/day-input.tsx'
import { textOf, usePackEditor, valueAt } from './editor-context.tsx'
import { setValue } from './pack-document.ts'
import { PackChoice, PackField, PackText } from './pack-field.tsx'

const half = { xs: 24, md: 12 }

export function HeadForm() {
  const { t } = useTranslation()
  const { data, change, isReadOnly } = usePackEditor()
  const day = (key: 'effectiveFrom' | 'effectiveTo') => (
    <Col {...half}>
      <PackField label={t(`policyEditor.${key}`)} help={t(`policyEditor.${key}Help`)} path={[key]}>
        {id =>
          isReadOnly ? (
            <span id={id}>{textOf(data[key]) || '—'}</span>
          ) : (
            <DayInput
              id={id}
              value={textOf(data[key]) || null}
              onChange={chosen => change(document => setValue(document, [key], chosen))}
            />
          )
        }
      </PackField>
    </Col>
  )
  return (
    <Row gutter={12}>
      <Col span={24}>
        <PackText label={t('policyEditor.title')} path={['title']} isRequired help={t('policyEditor.titleHelp')} />
      </Col>
      <Col {...half}>
        <PackText label={t('policyEditor.policyId')} path={['id']} isRequired help={t('policyEditor.policyIdHelp')} />
      </Col>
      <Col {...half}>
        <PackText
          label={t('policyEditor.version')}
          path={['version']}
          isRequired
          help={t('policyEditor.versionHelp')}
        />
      </Col>
      <Col {...half}>
        <PackText label={t('policyEditor.issuingBody')} path={['issuingBody']} isRequired />
      </Col>
      <Col {...half}>
        <PackText
          label={t('policyEditor.documentNumber')}
          path={['documentNumber']}
          empty={null}
          help={t('policyEditor.documentNumberHelp')}
        />
      </Col>
      <Col {...half}>
        <PackField
          label={t('policyEditor.jurisdiction')}
          help={t('policyEditor.jurisdictionHelp')}
          path={['jurisdiction']}
          isRequired
        >
          {id =>
            isReadOnly ? (
              <span id={id}>{textOf(valueAt(data, ['jurisdiction']))}</span>
            ) : (
              <RegionSelect
                id={id}
                value={textOf(data.jurisdiction) || null}
                onChange={code => change(document => setValue(document, ['jurisdiction'], code ?? ''))}
              />
            )
          }
        </PackField>
      </Col>
      <Col {...half}>
        <PackChoice
          label={t('policyEditor.status')}
          path={['status']}
          isRequired
          help={t('policyEditor.statusHelp')}
          options={policyStatuses.map(status => ({ value: status, label: t(`policyEditor.statuses.${status}`) }))}
        />
      </Col>
      {day('effectiveFrom')}
      {day('effectiveTo')}
    </Row>
  )
}
