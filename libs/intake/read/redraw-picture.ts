import sharp from 'sharp';

/** R56: a picture is drawn anew, or not at all. */
export const MAX_PICTURE_BYTES = 10 * 1024 * 1024;
export const MAX_PICTURE_PIXELS = 40_000_000;
const LONGEST_SIDE = 1_600;
const SECONDS = 10;

let isNarrowed = false;

/**
 * A new picture of what a PNG, JPEG, WebP or GIF shows: its first frame, at most 1,600 pixels wide and high, upright, and
 * without anything that was not picture (EXIF, XMP, profiles, comments, a file behind the file).
 *
 * @returns undefined when it is none, larger than 10 MB or 40 megapixels, broken, or takes too long
 */
export async function redrawPicture(bytes: Buffer): Promise<{ readonly bytes: Buffer; readonly type: 'image/png' | 'image/jpeg' } | undefined> {
  if (bytes.length > MAX_PICTURE_BYTES) return undefined;
  if (!isNarrowed) {
    // libvips reads a hundred formats; four are enough, and each one more is one more to attack.
    sharp.block({ operation: ['VipsForeignLoad'] });
    sharp.unblock({ operation: ['VipsForeignLoadPng', 'VipsForeignLoadJpeg', 'VipsForeignLoadWebp', 'VipsForeignLoadNsgif'] });
    sharp.cache(false);
    isNarrowed = true;
  }
  try {
    const picture = sharp(bytes, { limitInputPixels: MAX_PICTURE_PIXELS, failOn: 'error', animated: false, sequentialRead: true }).timeout({ seconds: SECONDS });
    const { hasAlpha, format } = await picture.metadata();
    if (!['png', 'jpeg', 'webp', 'gif'].includes(format ?? '')) return undefined;
    const drawn = picture.autoOrient().resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true }).toColourspace('srgb');
    return hasAlpha || format === 'png' ? { bytes: await drawn.png({ compressionLevel: 6 }).toBuffer(), type: 'image/png' } : { bytes: await drawn.jpeg({ quality: 82 }).toBuffer(), type: 'image/jpeg' };
  } catch {
    return undefined;
  }
}
