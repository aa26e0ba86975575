// The block in the editor: the calculator itself in a frame, as readers will find
// it. What an author sets there is kept, with its static form in the post.

( ( { blocks, blockEditor, components, data, element, i18n } ) => {
	const { createElement: el, Fragment, RawHTML, useEffect, useMemo, useRef, useState } = element;
	const { __ } = i18n;

	/** The address of the preview: what was set when it was made. */
	function address( { src, preset, state, view, theme }, page ) {
		const frame = new URL( window.costCalculator.frame, window.location );
		// WordPress writes the “&” of authors as an entity.
		const set = { src, preset, state: state.replaceAll( '&amp;', '&' ), view, theme, page };
		for ( const [ name, value ] of Object.entries( set ) ) {
			if ( value ) frame.searchParams.set( name, value );
		}
		return frame.href;
	}

	/** Without pictures: WordPress takes those of authors out. */
	const still = ( calculator ) => calculator.toHTML( { charts: false } ).trim();

	function Edit( { attributes, setAttributes } ) {
		const { src, view, theme } = attributes;
		const page = data.useSelect( ( select ) => select( 'core/editor' )?.getPermalink?.() ?? '' );
		const frame = useRef();
		const [ height, setHeight ] = useState( 600 );
		const [ error, setError ] = useState( '' );
		// What is set within the frame does not make it anew.
		const shown = useMemo( () => address( attributes, page ), [ src, view, theme ] );
		const latest = useRef();
		latest.current = { attributes, setAttributes };

		useEffect( () => {
			const listen = ( { data: told, source } ) => {
				if ( source === frame.current?.contentWindow && told?.type === 'cost-calculator' ) {
					setHeight( told.height );
				}
			};
			window.addEventListener( 'message', listen );
			return () => window.removeEventListener( 'message', listen );
		}, [] );

		async function meet() {
			const calculator = frame.current?.contentDocument?.querySelector( 'cost-calculator' );
			if ( ! calculator ) return;
			const keep = () => latest.current.setAttributes( {
				state: calculator.link, still: still( calculator ),
			} );
			setError( '' );
			calculator.addEventListener( 'error', ( { detail } ) => setError( detail.message ) );
			await frame.current.contentWindow.customElements.whenDefined( 'cost-calculator' );
			await calculator.ready;
			calculator.addEventListener( 'change', keep );
			// From the first moment the post has what stands without a script.
			if ( ! latest.current.attributes.still && calculator.link ) {
				latest.current.setAttributes( { still: still( calculator ) } );
			}
		}

		/** Another document has other numbers: nothing that was set holds there. */
		const choose = ( address ) => setAttributes( { src: address, preset: '', state: '', view: '', still: '' } );

		return el( Fragment, null,
			el( blockEditor.InspectorControls, null,
				el( components.PanelBody, { title: __( 'Calculator', 'cost-calculator' ) },
					el( components.SelectControl, {
						label: __( 'Colours', 'cost-calculator' ),
						value: theme,
						options: [
							{ value: '', label: __( 'Those of the page', 'cost-calculator' ) },
							{ value: 'light', label: __( 'Light', 'cost-calculator' ) },
							{ value: 'dark', label: __( 'Dark', 'cost-calculator' ) },
						],
						onChange: ( value ) => setAttributes( { theme: value } ),
					} ),
					el( components.TextControl, {
						label: __( 'Tab that is open first', 'cost-calculator' ),
						help: __( 'The id of a chart of the document.', 'cost-calculator' ),
						value: view,
						onChange: ( value ) => setAttributes( { view: value } ),
					} ),
					el( components.TextControl, {
						label: __( 'Your own document', 'cost-calculator' ),
						help: __( 'The address of a JSON file of this site; without one, the document that comes with the plugin.', 'cost-calculator' ),
						type: 'url',
						value: src,
						onChange: choose,
					} ),
					el( blockEditor.MediaUploadCheck, null, el( blockEditor.MediaUpload, {
						allowedTypes: [ 'application/json' ],
						onSelect: ( { url } ) => choose( url ),
						render: ( { open } ) => el( components.Button, { variant: 'secondary', onClick: open },
							__( 'Upload or choose a document', 'cost-calculator' ) ),
					} ) ),
				),
			),
			el( 'div', blockEditor.useBlockProps(),
				error && el( components.Notice, { status: 'error', isDismissible: false }, error ),
				el( 'iframe', {
					ref: frame,
					src: shown,
					onLoad: meet,
					title: __( 'The calculator as readers will find it', 'cost-calculator' ),
					height,
					style: { display: 'block', width: '100%', border: 0 },
				} ),
			),
		);
	}

	blocks.registerBlockType( 'cost-calculator/calculator', {
		edit: Edit,
		// In the post stands what lives without a script; the page adds the rest.
		save: ( { attributes } ) => el( RawHTML, null, attributes.still ),
	} );
} )( window.wp );
