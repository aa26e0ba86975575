<?php
/**
 * Takes away what is left when the plugin is deleted. It keeps no settings; but
 * WordPress keeps what it embedded, and those frames would be empty.
 *
 * Posts keep their static forms: a sentence, a table and a link.
 *
 * @package CostCalculator
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

/**
 * Forgets the frames of one site.
 */
function cost_calculator_forget_frames() {
	global $wpdb;
	$frame = '%' . $wpdb->esc_like( 'cost-calculator=frame' ) . '%';
	$cache = $wpdb->esc_like( '_oembed_' ) . '%';
	// phpcs:disable WordPress.DB.DirectDatabaseQuery
	$wpdb->query( $wpdb->prepare( "DELETE FROM {$wpdb->postmeta} WHERE meta_key LIKE %s AND meta_value LIKE %s", $cache, $frame ) );
	$wpdb->query( $wpdb->prepare( "DELETE FROM {$wpdb->posts} WHERE post_type = 'oembed_cache' AND post_content LIKE %s", $frame ) );
	// phpcs:enable
	wp_cache_flush();
}

if ( is_multisite() ) {
	foreach ( get_sites( array( 'fields' => 'ids', 'number' => 0 ) ) as $cost_calculator_site ) {
		switch_to_blog( $cost_calculator_site );
		cost_calculator_forget_frames();
		restore_current_blog();
	}
} else {
	cost_calculator_forget_frames();
}
