export { sayChange } from './correction-section.js';
export { momentInWords } from './format.js';
export { headline } from './headline.js';
export { escapeHtml } from './html.js';
export { citizenAddress, consoleAddress, planAddress, releaseAddress, siteAddress, type SitePage } from './layout.js';
export { say } from './messages.js';
export { renderPlanPage } from './plan-page.js';
export { pageStyleSource } from './style.js';
export { renderPageScript } from './page-script.js';
export { renderReleasePage, type CorrectionEntry, type ReleaseFile, type ReleasePageOptions } from './release-page.js';
export {
  renderHomePage,
  renderMethodPage,
  renderNotFoundPage,
  renderVerifyPage,
  type PublishedKey,
  type SiteState,
} from './site-pages.js';
