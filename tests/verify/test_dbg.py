from .test_fuzz import *
def test_x(tmp_path):
    files=originals('lawful'); b=deepcopy(files); random=Random(153); mutants.of_value(random.choice(files), random); hashed('lawful',files)
    def diff(a,b,p=''):
        if type(a)!=type(b) or not isinstance(a,(dict,list)):
            if a!=b: print(p,a,b)
        elif isinstance(a,dict):
            for k in a.keys()|b.keys(): diff(a.get(k),b.get(k),p+'.'+k)
        else:
            if len(a)!=len(b): print(p,'len',len(a),len(b))
            for i,(x,y) in enumerate(zip(a,b)): diff(x,y,p+f'[{i}]')
    diff(b,files)
    r=judge._rules(files[0]['rules'])
    facts={o['id']:o['facts'] for o in files[1]['openings']}
    for lot,d in zip(files[0]['lots'],files[0]['decisions']):
        bids=[x['id'] for x in files[0]['bids'] if x['lot']==lot['id']]
        if all(x in facts for x in bids):
            print(judge._decided(r,lot,{x:facts[x] for x in bids})); print(judge._said(d))
    assert 0
