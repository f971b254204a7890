// A photograph of a paper, made as small as it may be and still be read. The camera's own file also says where and when it
// was taken: what is drawn anew does not.

/** The most bytes of one file that the server keeps: care.ScanBytes. */
export const mostBytes = 10 * 1024 * 1024;

/** The longer side in pixels: an A4 page at about 200 dots an inch. */
const longest = 2340;

/** Whether the server would not keep it. */
export function tooLarge(file: Blob): boolean {
  return file.size > mostBytes;
}

/** How wide and high a picture is drawn; never larger than it is. */
export function drawnAt(width: number, height: number): [number, number] {
  const by = Math.min(1, longest / Math.max(width, height));
  return [Math.max(1, Math.round(width * by)), Math.max(1, Math.round(height * by))];
}

/** The file as it is sent: a picture that this browser can read is drawn anew as a JPEG, all else goes as it is. */
export async function pictureOf(file: File): Promise<Blob> {
  if (!file.type.startsWith("image/")) return file;
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(file);
  } catch {
    return file; // the server says what is wrong with it
  }
  const [width, height] = drawnAt(picture.width, picture.height);
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const paint = canvas.getContext("2d");
  if (!paint) return file;
  paint.fillStyle = "#fff"; // what is see-through is paper
  paint.fillRect(0, 0, width, height);
  paint.drawImage(picture, 0, 0, width, height);
  picture.close();
  return new Promise((done) => canvas.toBlob((drawn) => done(drawn ?? file), "image/jpeg", 0.82));
}
