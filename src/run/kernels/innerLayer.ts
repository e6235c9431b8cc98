import { isObject, type Json } from '../../model/index.ts';
import { RunStop } from '../RunStop.ts';
import type { InnerLayer } from './Kernel.ts';

/** Reads a layer that stands as a config inside another's options. */
export function innerLayer(value: Json | undefined, option: string): InnerLayer {
  if (!isObject(value) || typeof value.class_name !== 'string' || !isObject(value.config))
    throw new RunStop(`Its option ${option} holds no layer.`);
  const registered = value.registered_name;
  const className = value.class_name;
  if (typeof registered === 'string' && registered.includes('>'))
    throw new RunStop(`It holds the custom class ${registered}, whose code is not in the file.`);
  const module = value.module;
  return {
    className,
    module: typeof module === 'string' ? module : null,
    config: value.config,
    envelope: value,
  };
}
