const parameters = { maxTokens: 5, repeatPenalty: 1.5, repeatPenaltyLastNTokenCount: 6, temperature: 0.25, topK: 7, topP: 0.5 };
const vectors = ({ embeddings, usage }) => ({ embeddings: embeddings.map((vector) => [...vector]), usage });
return [llm, llmV1].map((models) => ({
  plain: models.infer('small', 'hi', undefined),
  with: models.infer('small', 'hi', parameters),
  vectors: vectors(models.generateEmbeddings('small', ['a', 'bb', ''])),
  nothing: vectors(models.generateEmbeddings('small', [])),
  notGranted: failure(() => models.generateEmbeddings('large', ['a'])),
  notFinite: failure(() => models.infer('small', 'hi', { ...parameters, topP: NaN })),
}));
