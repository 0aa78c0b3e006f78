export { citizenAddress, consoleAddress, releaseAddress, siteAddress, type SitePage } from './layout.js';
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
