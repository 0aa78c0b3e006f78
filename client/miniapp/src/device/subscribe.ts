import Taro from '@tarojs/taro';

/**
 * WeChat's question whether one message of this template may be sent; it opens only right after a tap. True when the
 * person agrees; without a template there is nothing to ask, and the city says whether it can send at all.
 */
export async function agreesToMessage(templateId: string | undefined): Promise<boolean> {
  if (!templateId) return true;
  try {
    const answer = (await Taro.requestSubscribeMessage({
      tmplIds: [templateId],
      entityIds: [],
    })) as unknown as Record<string, string>;
    return answer[templateId]?.startsWith('accept') ?? false;
  } catch {
    return false;
  }
}
