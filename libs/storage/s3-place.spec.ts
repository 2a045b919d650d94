import { describe, expect, it } from '@jest/globals';
import { s3PlaceOf } from './s3-place.js';

describe('the URL of a bucket', () => {
  it.each([
    ['s3://desk?region=eu-central-1', { bucket: 'desk', prefix: '', endpoint: undefined, region: 'eu-central-1', pathStyle: false }],
    ['s3://desk/mails/school/?region=eu-central-1', { bucket: 'desk', prefix: 'mails/school/', endpoint: undefined, region: 'eu-central-1', pathStyle: false }],
    ['s3://desk?endpoint=https://s3.example:9000', { bucket: 'desk', prefix: '', endpoint: 'https://s3.example:9000', region: 'us-east-1', pathStyle: true }],
    ['s3://desk?endpoint=https%3A%2F%2Fs3.example%2Fstorage&region=here&pathStyle=false', { bucket: 'desk', prefix: '', endpoint: 'https://s3.example/storage', region: 'here', pathStyle: false }],
    ['s3://desk?endpoint=http://127.0.0.1:9000', { bucket: 'desk', prefix: '', endpoint: 'http://127.0.0.1:9000', region: 'us-east-1', pathStyle: true }],
    ['s3://desk?endpoint=http://minio:9000&tls=none', { bucket: 'desk', prefix: '', endpoint: 'http://minio:9000', region: 'us-east-1', pathStyle: true }],
  ])('%s', (url, place) => {
    expect(s3PlaceOf(url)).toEqual(place);
  });

  it.each([
    ['s3:desk', /a bucket has 3 to 63/],
    ['s3://D?region=x', /a bucket has 3 to 63/],
    ['s3://minio.example:9000/desk', /name of the bucket; host and port go behind it/],
    ['s3://desk', /AWS, whose region is needed: s3:\/\/bucket\?region=/],
    ['s3://desk?region=EU', /region is needed/],
    ['s3://key:hunter2@desk?region=x', /credentials do not belong into the URL: they go into REKEY_STORAGE_ACCESS_KEY_ID and/],
    ['s3://desk?endpoint=https://key:hunter2@s3.example', /credentials do not belong into the endpoint/],
    ['s3://desk?endpoint=http://s3.example', /without TLS only to a loopback address: write endpoint=https:\/\/…, or add tls=none/],
    ['s3://desk?endpoint=s3.example', /endpoint must look like https:\/\/s3\.example/],
    ['s3://desk?endpoint=ftp://s3.example', /endpoint must look like/],
    ['s3://desk?endpoint=https://s3.example&tls=off', /tls is none or is not there/],
    ['s3://desk?region=x&tls=none', /tls=none goes with an endpoint/],
    ['s3://desk?region=x&pathStyle=yes', /pathStyle is true .* or false/],
    ['s3://desk?region=x&pathstyle=true', /takes endpoint, region, pathStyle, tls after the question mark and nothing else/],
    ['s3://desk?region=x&secret=hunter2', /and nothing else/],
    ['s3://desk?region=x&region=y', /region stands in the URL more than once/],
    ['s3://desk/a//b?region=x', /single slashes/],
    ['s3://desk/a b?region=x', /the prefix has letters/],
    ['s3://desk?region=x#here', /nothing may follow a #/],
  ])('%s is refused with what to write instead, and nothing of it is repeated', (url, sentence) => {
    expect(() => s3PlaceOf(url)).toThrow(sentence);
    expect(() => s3PlaceOf(url)).not.toThrow(/hunter2/);
  });
});
