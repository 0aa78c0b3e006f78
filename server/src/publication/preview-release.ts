import { personNames } from '../identity/index.js';
import { type Caller, type Works, platformProblems, record } from '../platform/index.js';
import { documentToShow } from './draft-content.js';
import { renderReleasePage } from './page/index.js';
import { findDraft } from './publication.queries.js';

/**
 * The release's page before its instant, with the reader's name across it. Every look is written in the ledger.
 * @throws Problem platform.not-found
 */
export async function previewRelease(works: Works, caller: Caller, id: string): Promise<string> {
  const { document, reader } = await works.write(caller, async (work) => {
    const draft = await findDraft(work, id);
    if (!draft) throw platformProblems['not-found']();
    record(work, {
      subject: `release:${id}`,
      action: 'publication.previewed',
      payload: { pollId: draft.pollId, edition: draft.edition, state: draft.state },
    });
    const names = await personNames(work, [caller.id]);
    return { document: await documentToShow(work, draft), reader: names.get(caller.id) ?? caller.id };
  });
  return renderReleasePage(document, { language: 'zh-CN', files: [], signature: null, watermark: reader });
}
