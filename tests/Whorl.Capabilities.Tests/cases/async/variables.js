return [variable('greeting'), failure(() => variable('nothing')), failure(() => variable('no name!')).tag];
