/** Pictures: what floors above may ask for and do. */
export { FilesModule } from './files.module.js';
export { PhotosBody } from './photos.dto.js';
export { Photo, type PhotoId } from './photo.entity.js';
export { type PhotoEvidence, bitsApart, photoFacts, photoViews, photoViewsOf, takePhotos } from './take-photos.js';
export { PhotoFolder } from './photo-folder.js';
export { forgetOriginalsLine, forgetOrphansLine } from './forget-photos.js';
export { type ShippedPhoto, keepShippedPhoto } from './keep-shipped-photo.js';
