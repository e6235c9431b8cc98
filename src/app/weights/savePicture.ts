import { saveFile } from '../ui/saveFile.ts';

const GAP = 16;

/** Saves the maps inside an element, side by side as they are drawn, as one PNG. */
export async function savePicture(holder: HTMLElement | null, name: string): Promise<void> {
  const maps = [...(holder?.querySelectorAll('canvas') ?? [])].filter((canvas) => canvas.width > 0);
  if (maps.length === 0) return;
  const gaps = (maps.length - 1) * GAP;
  const width = maps.reduce((sum, map) => sum + map.width, gaps);
  const picture = new OffscreenCanvas(width, Math.max(...maps.map((map) => map.height)));
  const pen = picture.getContext('2d');
  if (!pen) return;
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, picture.width, picture.height);
  let left = 0;
  for (const map of maps) {
    pen.drawImage(map, left, 0);
    left += map.width + GAP;
  }
  saveFile(name, await picture.convertToBlob({ type: 'image/png' }));
}
